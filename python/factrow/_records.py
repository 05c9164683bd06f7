"""What one text says, as objects. Their fields are the columns of the tables, in the same order."""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal
from typing import Any

from factrow._factrow import one_line


@dataclasses.dataclass(frozen=True)
class Mention:
    """One span found in a text. ``None`` stands for "not stated"."""

    doc: str | None
    """The id given to the text."""
    lang: str
    """``fr`` or ``en``."""
    sentence: int
    """Number of the sentence, from 1."""
    start: int
    """First code point: ``text[start:end]`` is the mention."""
    end: int
    """One past the last code point."""
    kind: str
    """``company``, ``product``, ``money``, ``date``, ``users``, ``headcount`` or ``percent``."""
    text: str
    """The words as written."""
    id: str | None
    """Dictionary id of a company or product; ``None`` for one known only from its context."""
    name: str | None
    """Canonical name of a company or product."""
    owner: str | None
    """Dictionary id of a product's owner."""
    amount: Decimal | None
    """The value, or the low end of a range."""
    amount_high: Decimal | None
    """The high end of a range."""
    unit: str | None
    """ISO 4217 code; ``users``, ``customers``, ``downloads`` and the like; ``employees``; ``%``."""
    bound: str | None
    """``exact``, ``about``, ``over``, ``under``, ``range`` or ``vague``."""
    per: str | None
    """``month`` for "5 $ par mois", ``share``, ``week`` for weekly users, and the like."""
    traits: str | None
    """``active``, ``paying``, joined by ``;``."""
    date_from: datetime.date | None
    """First day of a date."""
    date_to: datetime.date | None
    """Last day of a date, inclusive."""
    edtf: str | None
    """The same in EDTF: ``2025-05``, ``2019/2023``."""
    rule: str
    """Id of the rule or dictionary row that made it."""
    confidence: float
    """0.00 to 1.00."""
    context: str
    """The sentence on one line, at most 300 characters around the mention."""

    def to_dict(self) -> dict[str, Any]:
        """The row of the table of mentions, by column: ``text`` with its line breaks as spaces."""
        return _fields(self) | {"text": one_line(self.text)}


@dataclasses.dataclass(frozen=True)
class Fact:
    """What a text says happened. ``None`` stands for "not stated"."""

    fact: str
    """An id that stays the same while the fact does, in the document of this id."""
    doc: str | None
    """The id given to the text."""
    doc_date: str | None
    """The text's date in EDTF."""
    lang: str
    """``fr`` or ``en``."""
    sentence: int
    """Number of the sentence, from 1."""
    start: int
    """First code point of the evidence."""
    end: int
    """One past its last code point."""
    type: str
    """``acquisition``, ``funding``, ``revenue`` and so on."""
    subject_id: str | None
    """Dictionary id of who."""
    subject: str | None
    """Who, by canonical name."""
    object_id: str | None
    """Dictionary id of whom or what."""
    object: str | None
    """Whom or what, by canonical name."""
    amount: Decimal | None
    """Money, or the low end of a range."""
    amount_high: Decimal | None
    """The high end of a range of money."""
    currency: str | None
    """ISO 4217 code."""
    bound: str | None
    """``exact``, ``about``, ``over``, ``under``, ``range`` or ``vague``."""
    per: str | None
    """What the money is counted by: ``share``, ``month``."""
    count: Decimal | None
    """Users, employees or jobs, or the low end of a range."""
    count_high: Decimal | None
    """The high end of a range of them."""
    count_unit: str | None
    """``users``, ``employees`` and the like."""
    count_per: str | None
    """``week`` for weekly users, and the like."""
    percent: Decimal | None
    """A share or a signed change."""
    date_from: datetime.date | None
    """First day of the fact's own date."""
    date_to: datetime.date | None
    """Its last day, inclusive."""
    edtf: str | None
    """The same in EDTF."""
    modality: str
    """``asserted``, ``reported``, ``planned`` or ``denied``."""
    rule: str
    """Id of the frame that made it."""
    confidence: float
    """0.00 to 1.00."""
    evidence: str
    """The sentence or clause it was read from, on one line."""

    def to_dict(self) -> dict[str, Any]:
        """The row of the table of facts, by column."""
        return _fields(self)


@dataclasses.dataclass(frozen=True)
class Extraction:
    """Everything read from one text."""

    lang: str
    """The language it was read in."""
    date: str | None
    """The date it was written, in EDTF: as given, or as the text states it."""
    mentions: tuple[Mention, ...]
    """By offset."""
    facts: tuple[Fact, ...]
    """By offset."""

    def to_dict(self) -> dict[str, Any]:
        """The same as plain values, mentions and facts as rows of their tables."""
        rows = {"mentions": [m.to_dict() for m in self.mentions], "facts": [f.to_dict() for f in self.facts]}
        return {"lang": self.lang, "date": self.date} | rows


def _fields(row: Any) -> dict[str, Any]:
    return {field.name: getattr(row, field.name) for field in dataclasses.fields(row)}
