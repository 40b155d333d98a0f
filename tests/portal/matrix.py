"""Who may do what: each route and each act, with those who may. Whoever is not named may not."""

from collections.abc import Mapping

ALL = "anonymous wrong lead support coordinator auditor administrator reporter"

# A route, and who may: of pages that are about one case, see ACTS below.
PAGES = f"""
GET  /                                | {ALL}
GET  /sehat                           | {ALL}
GET  /robots.txt                      | {ALL}
GET  /aset/{{digest}}/{{name}}        | {ALL}
POST /pergi                           | {ALL}
GET  /lapor                           | {ALL}
POST /lapor                           | {ALL}
GET  /masuk                           | {ALL}
POST /masuk                           | {ALL}
POST /keluar                          | {ALL}
GET  /lacak                           | {ALL}
POST /lacak                           | {ALL}
GET  /lacak/kode                      | {ALL}
POST /lacak/kode                      | {ALL}
GET  /lacak/kasus                     | reporter
GET  /lacak/kasus/{{name}}            | reporter
POST /lacak/kasus/{{name}}            | reporter
POST /lacak/selesai                   | {ALL}
GET  /instansi                        | wrong lead support
GET  /instansi/serah-terima           | wrong lead support
POST /instansi/serah-terima           | wrong lead support
GET  /koordinator                     | coordinator
GET  /papan                           | coordinator
POST /papan                           | coordinator
GET  /langsung                        | coordinator
GET  /beban                           | coordinator
GET  /direktori                       | coordinator
GET  /telaah                          | coordinator
GET  /telaah/{{number}}               | coordinator
GET  /telaah/{{number}}/{{act}}       | coordinator
POST /telaah/{{number}}/{{act}}       | coordinator
GET  /auditor                         | auditor
GET  /auditor/cari                    | auditor
GET  /auditor/kasus/{{number}}        | auditor
GET  /auditor/kasus/{{number}}/cetak  | auditor
POST /auditor/kasus/{{number}}/ekspor | auditor
GET  /auditor/periksa                 | auditor
POST /auditor/periksa                 | auditor
GET  /auditor/banding                 | auditor
POST /auditor/banding                 | auditor
GET  /auditor/daftar/{{listing}}      | auditor
GET  /auditor/daftar/{{listing}}/{{kind}} | auditor
GET  /auditor/waktu                   | auditor
GET  /auditor/waktu/{{form}}          | auditor
GET  /auditor/masa                    | auditor
GET  /auditor/masa/cetak              | auditor
POST /auditor/masa/ekspor             | auditor
GET  /auditor/aturan                  | auditor
GET  /auditor/aturan/{{content_hash}} | auditor
GET  /auditor/jabatan                 | auditor
GET  /auditor/sampel                  | auditor
GET  /auditor/sampel/{{kind}}         | auditor
GET  /kasus/{{number}}                | lead support coordinator auditor administrator
GET  /kasus/{{number}}/{{act}}        | ACTS
POST /kasus/{{number}}/{{act}}        | ACTS
GET  /jawab/{{token}}                 | LINKS
GET  /jawab/{{token}}/{{act}}         | ACTS
POST /jawab/{{token}}/{{act}}         | ACTS
GET  /berkas/{{number}}/{{file}}      | ELSEWHERE test_attachments
GET  /jawab/{{token}}/berkas/{{file}} | ELSEWHERE test_attachments
GET  /masuk/atur/{{token}}            | ELSEWHERE test_account
POST /masuk/atur/{{token}}            | ELSEWHERE test_account
GET  /lacak/kode/{{token}}            | ELSEWHERE test_tracking_recovery
POST /lacak/kode/{{token}}            | ELSEWHERE test_tracking_recovery
GET  /akun                            | administrator
GET  /akun/program                    | administrator
GET  /akun/saya                       | wrong lead support coordinator auditor administrator
POST /akun                            | ELSEWHERE test_administering
GET  /akun/{{account}}                | ELSEWHERE test_administering
POST /akun/{{account}}/hubung         | ELSEWHERE test_administering
POST /akun/{{account}}/nonaktif       | ELSEWHERE test_administering
POST /akun/{{account}}/ulang          | ELSEWHERE test_administering
POST /akun/program/token              | ELSEWHERE test_administering
POST /akun/program/token/akhiri       | ELSEWHERE test_administering
POST /akun/program/webhook            | ELSEWHERE test_administering
POST /akun/program/webhook/henti      | ELSEWHERE test_administering
POST /akun/program/webhook/jalan      | ELSEWHERE test_administering
POST /akun/saya/sandi                 | ELSEWHERE test_own_account
POST /akun/saya/autentikator          | ELSEWHERE test_own_account
GET  /masuk/luar                      | ELSEWHERE test_oidc
GET  /masuk/luar/kembali              | ELSEWHERE test_oidc
GET  /masuk/luar/kode                 | ELSEWHERE test_oidc
POST /masuk/luar/kode                 | ELSEWHERE test_oidc
GET  /api/v1/openapi.json             | {ALL}
HEAD /api/v1/openapi.json             | {ALL}
GET  /api/v1/me                       | SCOPE read
GET  /api/v1/cases                    | SCOPE read
GET  /api/v1/cases/{{number}}         | SCOPE read
GET  /api/v1/cases/{{number}}/acts    | SCOPE read
POST /api/v1/reports                  | SCOPE report
"""

# An act, a case that it fits (tests.portal.everyone), and who may: a link is who holds a mail.
ACTS = """
accept               assigned  | lead lead-link
decline              assigned  | lead lead-link
triage               review    | coordinator
join                 review    | coordinator
dismiss              review    | coordinator
separate             joined    | coordinator
close_watched        watched   | coordinator
support_received     assigned  | support support-link
support_did          assigned  | support support-link
support_cannot       assigned  | support support-link
take_alarm           red       | lead lead-link duty
alarm_taken_by       red       | lead lead-link coordinator duty
situation            taken     | lead lead-link coordinator duty
alarm_again          taken     | lead lead-link coordinator duty
call                 red       | lead lead-link coordinator duty
contact              accepted  | lead lead-link
victim_met           protected | lead lead-link
contact_again        handling  | lead lead-link
companion            talks     | lead lead-link coordinator
mediate              talks     | figure
cannot_mediate       talks     | figure
own_tie              talks     | figure
figure_said          talks     | lead lead-link coordinator
figure_leaves        sides     | lead lead-link coordinator
side_accepts         sides     | lead lead-link coordinator
side_objects         sides     | lead lead-link
side_objects_again   sides     | coordinator
meeting_held         begun     | lead lead-link figure
meeting_postpone     begun     | lead lead-link coordinator
meeting_plan         sides     | lead lead-link coordinator
meeting_move         planned   | lead lead-link coordinator
meeting_cancel       planned   | lead lead-link coordinator
agreement            signing   | lead lead-link
accept_wording       signing   | coordinator
release_clause       agreed    | coordinator
clause_checked       agreed    | lead lead-link coordinator
agreement_corrected  agreed    | lead lead-link
agreement_registered agreed    | lead lead-link coordinator
prevented            prevents  | lead lead-link coordinator
handled              handling  | lead lead-link
incident             accepted  | lead lead-link support support-link coordinator
displaced            accepted  | lead lead-link coordinator
sanction             accepted  | lead lead-link coordinator
lawsuit              accepted  | lead lead-link coordinator
decided_before       accepted  | lead lead-link coordinator
raise_bar            talks     | lead lead-link support support-link coordinator figure
harmed               accepted  | lead lead-link support support-link coordinator
wider                sealed    | lead support
protected            sealed    | lead lead-link support support-link
police_informed      sealed    | lead lead-link support support-link
reassign             accepted  | coordinator
retry                stuck     | coordinator administrator
settle               stuck     | coordinator administrator
task_force           accepted  | coordinator
conflict_state       accepted  | coordinator
lift_bar             barred    | coordinator
keep_bar             offence   | coordinator
ask_to_unseal        sealed    | lead support coordinator
unseal               lifting   | lead support coordinator
keep_seal            lifting   | lead support coordinator
release_text         accepted  | coordinator
write_summary        accepted  | coordinator
erase_text           accepted  | coordinator administrator
reprisal             accepted  | coordinator
ask_identity         accepted  | lead coordinator
consent_identity     consent   | coordinator
refuse_identity      consent   | coordinator
open_identity        consented | lead
pause_clock          accepted  | coordinator
resume_clock         asked     | coordinator
approve_closure      finished  | coordinator
refer                accepted  | coordinator
answer_referral      referred  | coordinator
uphold_objection     objected  | coordinator
reject_objection     objected  | coordinator
reopen               dismissed | coordinator
object               dismissed | coordinator
tie                  accepted  | lead lead-link
tie_of               accepted  | coordinator
officer              accepted  | lead lead-link
hand_over            accepted  | lead lead-link
delivered            sides     | lead lead-link coordinator
ask                  accepted  | lead lead-link support support-link
answer_agency        asked     | coordinator
message              accepted  | coordinator
"""

# Of a sealed case nobody is offered anything but this.
SEALED = """
accept           | lead lead-link
decline          | lead lead-link
support_received | support support-link
support_did      | support support-link
incident         | lead lead-link support support-link
wider            | lead support
protected        | lead lead-link support support-link
police_informed  | lead lead-link support support-link
ask_identity     | lead
erase_text       | lead
tie              | lead lead-link
message          | lead lead-link
ask_to_unseal    | lead support coordinator
"""


def read(table: str) -> Mapping[str, tuple[str, ...]]:
    """A table's rows: what comes before the bar, with the words behind it."""
    rows = (line.partition("|") for line in table.splitlines() if line.strip())
    return {" ".join(what.split()): tuple(who.split()) for what, _, who in rows}
