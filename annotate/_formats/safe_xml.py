"""Read XML of unknown make: no entities, no external files, no network."""

import re
from xml.etree.ElementTree import Element, ParseError

from annotate._errors import FormatError

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parse(data: bytes, name: str) -> Element:
    """Parse XML; refuse any that declares a document type, as bombs and thieves do.

    Raises
    ------
    FormatError
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise FormatError(f"{name!r} declares a document type or entities, which are not read: {error}.") from error
    except (ParseError, ValueError, LookupError) as error:
        raise FormatError(f"{name!r} is no XML that can be read: {error}. Export it again.") from error
    return root


def shown(text: str) -> str:
    """Return text that XML can hold: what it cannot is shown as U+FFFD."""
    return _NOT_IN_XML.sub("\ufffd", text)
