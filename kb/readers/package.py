"""A zipped office file → the same bytes, once they are known to be harmless: no bomb, no entity, names with slashes."""

import io
import re
import zipfile
from pathlib import Path

from kb.errors import ReadError
from kb.readers.plain import data_of

_LARGEST = 300 * 1024 * 1024
_MOST_PARTS = 20_000
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)


def package(path: Path) -> bytes:
    """The bytes of a zipped office file, its parts' names with slashes.

    Raises:
        ReadError: as `data_of`; no zip file, an encrypted one, one that unfolds beyond 300 MiB, or one whose XML declares entities.
    """
    data = data_of(path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > _MOST_PARTS or sum(info.file_size for info in infos) > _LARGEST:
                raise ReadError(path, "", f"unfolds to more than {_LARGEST:,} bytes; not read")
            if any(info.flag_bits & 1 for info in infos):
                raise ReadError(path, "", "is encrypted; save it without a password")
            for info in infos:
                if info.filename.lower().endswith((".xml", ".rels", ".hpf", ".rdf")):
                    with archive.open(info) as part:
                        if _ENTITY.search(part.read(4096)):
                            raise ReadError(path, info.filename, "declares entities; not read")
            return _slashed(archive, infos) if any("\\" in info.filename or "\\" in info.orig_filename for info in infos) else data
    except zipfile.BadZipFile as error:
        raise ReadError(path, "", f"is no {path.suffix} file, or is cut short: {error}") from error
    except (EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise ReadError(path, "", f"cannot be unpacked: {error}") from error


def _slashed(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> bytes:
    """The archive with the back-slashes that some writers put into names made slashes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for info in infos:
            made.writestr(info.orig_filename.replace("\\", "/"), archive.read(info))
    return out.getvalue()
