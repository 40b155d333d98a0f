"""The one answer that a person gets when something cannot be done."""


class Refused(Exception):
    """What a person asked for cannot be done; the message says what, why and what to do."""
