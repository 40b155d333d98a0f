"""Would a red case wake anybody? What ``rukun doctor`` looks at, each answer with what to do."""

import shlex
import shutil
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from cli.words import both
from engine.alarms import ALARMS
from kit.clock import machine_now, now
from kit.hook import ADDRESS
from kit.mailserver import Connection, MailServer, ServerAway
from kit.settings import settings
from models.reading_alerts import AlarmState, alarm_state
from models.regency_folder import regency
from models.session import reading

LATE = timedelta(seconds=60)
RESERVED = (".example", ".invalid", ".test", ".localhost")  # RFC 2606: nobody reads mail there


async def why_red_wakes_nobody() -> list[str]:
    """Give each reason why people would sleep on, in words; none if all is well."""
    async with reading() as db:
        state = await _state(db)
    posts = () if settings().demo else _unreal_posts()
    reasons = (*_watch(state), *posts, *await _mail_server(), *_hook(), *_owed(state))
    return list(reasons)


async def _state(db: AsyncSession) -> AlarmState:
    return await alarm_state(db, watch=ALARMS, late=now() - LATE, owed=machine_now() - LATE)


def _watch(state: AlarmState) -> list[str]:
    if state.watches:
        return []
    return [
        both(
            "tidak ada yang mengawasi alarm: jalankan `rukun up` atau `rukun relay`",
            "nobody watches over alarms: run `rukun up` or `rukun relay`",
        )
    ]


def _unreal_posts() -> list[str]:
    posts = regency().duty.posts
    unreal = [one for one in posts if one.email.lower().endswith(RESERVED)]
    if not unreal:
        return []
    return [
        both(
            f"{len(unreal)} dari {len(posts)} pos piket beralamat contoh: betulkan duty.yaml",
            f"{len(unreal)} of {len(posts)} duty posts have a sample address: mend duty.yaml",
        )
    ]


async def _mail_server() -> list[str]:
    chosen = settings()
    if chosen.smtp_host is None:
        kept = both(
            "surel hanya disimpan sebagai berkas: atur RUKUN_SMTP_HOST",
            "mails are only kept as files: set RUKUN_SMTP_HOST",
        )
        return [] if chosen.demo else [kept]
    password = chosen.smtp_password.get_secret_value() if chosen.smtp_password else None
    server = MailServer(
        host=chosen.smtp_host,
        port=chosen.smtp_port,
        security=chosen.smtp_security,
        user=chosen.smtp_user,
        password=password,
    )
    try:
        async with Connection(server) as connection:
            await connection.look()
    except ServerAway as away:
        return [
            both(
                f"server surel tidak menerima ({away.trouble}): periksa RUKUN_SMTP_*",
                f"the mail server takes no mail ({away.trouble}): look at RUKUN_SMTP_*",
            )
        ]
    return []


def _hook() -> list[str]:
    hook = settings().alarm_hook
    if hook is None or hook.startswith(ADDRESS):
        return []
    try:
        program = shlex.split(hook)[:1]
    except ValueError:
        program = []
    if program and shutil.which(program[0]):
        return []
    return [
        both(
            "RUKUN_ALARM_HOOK bukan program yang ada: betulkan atau kosongkan",
            "RUKUN_ALARM_HOOK is no program that exists: mend it or leave it out",
        )
    ]


def _owed(state: AlarmState) -> list[str]:
    """Say what should have gone out a minute ago, by case number."""
    late, mails = ", ".join(state.late[:10]), ", ".join(state.owed[:10])
    said = []
    if late:
        said.append(
            both(
                f"{late}: jenjang alarm terlambat, telepon sekarang (`rukun call`)",
                f"{late}: a rung of the alarm is late, ring people now (`rukun call`)",
            )
        )
    if mails:
        said.append(
            both(
                f"{mails}: surel alarm belum terkirim, telepon sekarang (`rukun call`)",
                f"{mails}: alarm mails did not go out, ring people now (`rukun call`)",
            )
        )
    return said
