"""Opens a zip file whose numbers are not believed, and reads XML from it.

Contract: ``Zipped(path, limits)`` checks the count of entries and their stated sizes;
``xml(name)`` counts what really comes out against the limit, refuses entities and document types,
and gives the root element or None when there is no such entry. Raises ``Unreadable``.
"""

import zipfile
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from coach.knowledge.documents.errors import Unreadable
from coach.knowledge.documents.limits import Limits

_PORTION = 1 << 20
_ENCRYPTED = 0x1
# XML takes ten to twenty times its size once it is a tree.
_XML_SHARE = 24


class Zipped:
    """One zip file."""

    def __init__(self, path: Path, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise Unreadable("broken") from None
        entries = self._zip.infolist()
        if len(entries) > limits.entries:
            raise Unreadable("unpacked")
        if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
            raise Unreadable("unpacked")
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise Unreadable("encrypted")
        self._left = limits.unpacked_bytes
        self._xml_most = min(limits.unpacked_bytes, limits.memory // _XML_SHARE)
        self.names = frozenset(entry.filename for entry in entries)

    def data(self, name: str) -> bytes | None:
        """The bytes of an entry; None without one."""
        if name not in self.names:
            return None
        portions: list[bytes] = []
        try:
            with self._zip.open(name) as file:
                while portion := file.read(_PORTION):
                    self._left -= len(portion)
                    if self._left < 0:
                        raise Unreadable("unpacked")
                    portions.append(portion)
        except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError):
            raise Unreadable("broken") from None
        except Exception as error:
            # zlib and lzma raise errors of their own.
            if type(error).__module__ in ("zlib", "lzma", "_lzma"):
                raise Unreadable("broken") from None
            raise
        return b"".join(portions)

    def xml(self, name: str) -> Element | None:
        """The root of an XML entry; None without one."""
        data = self.data(name)
        if data is None:
            return None
        if len(data) > self._xml_most:
            raise Unreadable("unpacked")
        try:
            root: Element = fromstring(data, forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError, LookupError):
            raise Unreadable("broken") from None
        return root
