"""A document from an MHTML file (RFC 2557), as browsers save pages."""

import email
import email.policy

from newsx.errors import FetchError
from newsx.schema import Document


def read_mhtml(content: bytes, name: str) -> Document:
    """Return the page of an MHTML file: its first HTML part.

    Raises:
        FetchError: There is none.
    """
    # Its newer policies end in all sorts of errors where a header is damaged.
    message = email.message_from_bytes(content, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() != "text/html":
            continue
        page = part.get_payload(decode=True)
        if isinstance(page, bytes) and page.strip():
            url = part["Content-Location"] or message["Snapshot-Content-Location"]
            return Document(
                source_ref=name,
                content=page,
                url=str(url).strip() if url and "://" in str(url) else None,
                media_type="text/html",
                charset=part.get_content_charset(),
            )
    raise FetchError(f"{name!r} holds no page: no part of it is text/html")
