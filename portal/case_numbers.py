"""Case numbers in addresses: an address with what is no number is no address of ours."""

from typing import Annotated

from fastapi import Path

NUMBER = r"^[A-Z]{3}-[0-9]{4}-[0-9]{5,9}$"
Number = Annotated[str, Path(pattern=NUMBER, examples=["KLK-2026-00012"])]
