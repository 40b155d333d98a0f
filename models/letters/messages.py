"""Letters that say that somebody wrote, never what: the words are read on a page of ours."""

from datetime import datetime

from models.letters.answerable import AnswerLetter
from models.letters.base import CaseLetter


class MessageReceived(CaseLetter):
    """A reporter wrote to whoever answers for a case."""

    kind = "message_received"
    sent_at: datetime


class MessageAnswered(CaseLetter):
    """A reporter's message was answered; number and code show it."""

    kind = "message_answered"


class CodeAsked(AnswerLetter):
    """A link with which a reporter draws a new tracking code, once, until ``until``."""

    kind = "code_asked"
    until: datetime
