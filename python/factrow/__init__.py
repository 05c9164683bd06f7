"""Companies, products, money, dates, counts and the facts that join them, read from French and English text.

>>> import factrow
>>> extractor = factrow.Extractor()
>>> [m.text for m in extractor.extract("Mistral AI lève 105 M€.").mentions]
['Mistral AI', '105 M€']
"""

from factrow._extractor import Extractor, RowError, Tables, schema
from factrow._records import Extraction, Fact, Mention

__all__ = ["Extraction", "Extractor", "Fact", "Mention", "RowError", "Tables", "schema"]
