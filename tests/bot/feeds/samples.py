"""What sources send, built by hand from their documented shapes (DOMAIN.md 6), not captured: no network in tests.

``LIANDONG_FEED_RECORD`` lets an operator capture real answers to compare with. Values are invented except where
DOMAIN.md quotes a real record.
"""

import io
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from openpyxl import Workbook

from bot.feeds.asks import Reply
from bot.feeds.connectors import Connector
from flows.watches.errors import UnreadableRecord
from flows.watches.observations import Observation, Reading

ISO_9001: dict[str, Any] = {
    "id": 62085, "deliverableType": "IS", "supplementType": None, "reference": "ISO 9001:2015",
    "publicationDate": "2015-09-22", "edition": 5, "icsCode": ["03.120.10", "03.100.70"],
    "ownerCommittee": "ISO/TC 176/SC 2", "currentStage": 9092, "replaces": [46486, 54538], "replacedBy": [88464],
    "languages": ["ar", "en", "es", "fr", "ru"], "pages": {"en": 29},
    "scope": {"en": "<p>ISO 9001:2015 specifies <b>requirements</b>&nbsp;for<!--[if gte mso 9]>x<![endif]--></p>"},
}  # fmt: skip

IETF_DOCUMENT: dict[str, Any] = {
    "name": "draft-ietf-example-link", "rev": "07", "pages": 24, "time": "2026-11-20 09:30:00",
    "group": {"name": "Example", "type": "WG", "acronym": "example"}, "expires": "2027-05-24 09:30:00",
    "title": "Linked Examples", "abstract": "An example.", "state": "Active", "intended_std_level": "Proposed Standard",
    "std_level": None, "authors": [{"name": "Li Na", "email": "l@example.org", "affiliation": "Example Co"}],
    "shepherd": None, "ad": None, "rev_history": [], "stream": "IETF", "iesg_state": "I-D Exists",
}  # fmt: skip

IETF_ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-us"><title>Documents of example</title>
<link href="/group/example/" rel="alternate"/><id>/group/example/documents/feed/</id>
<updated>2026-11-20T09:30:00+00:00</updated>
<entry><title>draft-ietf-example-link</title><link href="/doc/draft-ietf-example-link/" rel="alternate"/>
<updated>2026-11-20T09:30:00+00:00</updated><author><name>Li Na</name></author>
<id>urn:datatracker-ietf-org:event:1225605</id>
<content type="html">New version available: &lt;b&gt;draft-ietf-example-link-07.txt&lt;/b&gt;</content>
<ietf xmlns="http://ietf.org/atom/datatracker/community"><type>new_revision</type><state type="draft">active</state>
<state type="draft-iesg">idexists</state></ietf></entry></feed>"""

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><link>https://example.org/</link>
<description>d</description>
<item><title>First &amp; best</title><link>https://example.org/1</link><guid>tag:1</guid>
<pubDate>Tue, 24 Nov 2026 02:00:00 GMT</pubDate>
<description>&lt;p&gt;Hello &lt;script&gt;x()&lt;/script&gt;world&lt;/p&gt;</description></item>
<item><title>Second</title><link>/2</link></item><item><description>nothing to name it by</description></item>
</channel></rss>"""

W3C_VERSION: dict[str, Any] = {
    "status": "Working Draft", "uri": "https://www.w3.org/TR/2026/WD-preload-20261120/", "date": "2026-11-20",
    "informative": False, "title": "Preload", "shortlink": "https://www.w3.org/TR/preload/",
    "editor_draft": "https://w3c.github.io/preload/", "process_rules": "http://www.w3.org/2005/10/Process-20051014/",
    "_links": {"self": {"href": "https://api.w3.org/specifications/preload/versions/20261120"}},
}  # fmt: skip

ISLD_HEADER = (
    "IPRD_ID,IPRD_REFERENCE,IPRD_SIGNATURE_DATE,Reflected Date,COMP_LEGAL_NAME,Standard,"
    "PATT_APPLICATION_NUMBER,PUBL_NUMBER,LICD_DEC_PREP_TO_GRANT_FLAG,LICD_REC_CONDI_FLAG,4G,5G"
)
ISLD = (
    ISLD_HEADER + "\n"
    "990001,ISLD-202601-001,2026-01-12,2026-01-20,Example Co Ltd,TS 38.000,CN202510000001,CN120000001A,1,0,0,1\n"
    "990002,ISLD-202601-002,2026-01-15,,Example Co Ltd,,CN202510000002,,1,1,0,1\n"
)
GD = (
    "IPRD_ID,IPR_COMP_ID,IPRD_REFERENCE,Reflected Date,IPRD_SIGNATURE_DATE,IPRD_CREATION_DATE,COMP_LEGAL_NAME,"
    "GEND_APP_TO_ALL_FLAG,ETPR_ACRONYM,Standard,LICD_REC_CONDI_FLAG\n"
    "1,2,GD-202601-001,2026-01-20,2026-01-12,2026-01-12,Example Co Ltd,1,LTE,,0\n"
)

TDOC_HEADER = (
    "TDoc", "Title", "Source", "Contact", "Type", "For", "Agenda item", "Agenda item description", "TDoc Status",
    "Is revision of", "Revised to", "Release", "Spec", "Uploaded",
)  # fmt: skip
TDOC_ROWS = (
    ("R1-2600001", "On example feature", "Example Co, Other Co., Ltd", "x", "discussion", "Decision", "9.1", "d",
     "revised", None, "R1-2600417", "Rel-20", None, datetime(2026, 2, 6, 9, 14)),  # noqa: DTZ001  # as sheets have it
    ("R1-2600417", "On example feature", "Example Co, Other Co., Ltd", "x", "discussion", "Decision", "9.1", "d",
     "agreed", "R1-2600001", None, "Rel-20", None, "2026-02-09T11:00:00"),
)  # fmt: skip


def legal_event(**values: Any) -> dict[str, Any]:
    """As ``ops:legal`` is: DOMAIN.md 6.4, in the JSON rendering."""
    return {
        "@code": "PGFP", "@desc": "FEE PAYMENT", "@infl": "+", "@dateMigr": "00010101",
        "ops:pre": {"@line": "00001", "$": "EP PGFP 2020-06-01"},
        "ops:L001EP": {"@desc": "Country Code", "$": "EP"},
        "ops:L007EP": {"@desc": "Gazette DATE", "$": "2020-06-01"},
        "ops:L008EP": {"@desc": "Legal Event Code 1", "$": "PGFP"},
        "ops:L018EP": {"@desc": "DATE last exchanged", "$": "2020-07-01"},
        "ops:L500EP": {"ops:L510EP": {"@desc": "Free Format Text", "$": "year 4"}},
        **values,
    }  # fmt: skip


def epo_reference(number: str, kind: str = "A1", on: str = "20200102") -> dict[str, Any]:
    return {
        "document-id": [
            {"@document-id-type": "epodoc", "doc-number": {"$": f"EP{number}"}, "date": {"$": on}},
            {
                "@document-id-type": "docdb", "country": {"$": "EP"}, "doc-number": {"$": number}, "kind": {"$": kind},
                "date": {"$": on},
            },
        ]
    }  # fmt: skip


def epo_family(*members: dict[str, Any]) -> bytes:
    """One member stands as an object, several as a list."""
    inside: Any = members[0] if len(members) == 1 else list(members)
    family = {"@legal": "true", "@total-result-count": str(len(members)), "ops:family-member": inside}
    return as_bytes({"ops:world-patent-data": {"ops:patent-family": family}})


def epo_member(number: str = "1000000", *, legal: Any = None) -> dict[str, Any]:
    return {
        "@family-id": "12345", "publication-reference": epo_reference(number),
        "application-reference": epo_reference("99" + number, "A", "20190102"),
        **({} if legal is None else {"ops:legal": legal}),
    }  # fmt: skip


def epo_document(number: str = "1000000") -> dict[str, Any]:
    return {
        "@system": "ops.epo.org", "@family-id": "12345", "@country": "EP", "@doc-number": number, "@kind": "A1",
        "bibliographic-data": {
            "publication-reference": epo_reference(number),
            "application-reference": epo_reference("99" + number, "A", "20190102"),
            "priority-claims": {"priority-claim": {"document-id": {"date": {"$": "20180102"}}}},
            "classifications-ipcr": {"classification-ipcr": {"text": {"$": "H04W  72/04        20090101AFI"}}},
            "patent-classifications": {"patent-classification": {
                "classification-scheme": {"@scheme": "CPCI"}, "section": {"$": "H"}, "class": {"$": "04"},
                "subclass": {"$": "W"}, "main-group": {"$": "72"}, "subgroup": {"$": "0446"},
            }},
            "parties": {"applicants": {"applicant": [
                {"@data-format": "epodoc", "applicant-name": {"name": {"$": "EXAMPLE CO [CN]"}}},
                {"@data-format": "original", "applicant-name": {"name": {"$": "Example Co"}}},
            ]}},
            "invention-title": [{"@lang": "de", "$": "Beispiel"}, {"@lang": "en", "$": "Example"}],
        },
        "abstract": {"@lang": "en", "p": {"$": "An example."}},
    }  # fmt: skip


def epo_search(documents: list[dict[str, Any]], *, begin: int, end: int, total: int) -> bytes:
    inside: Any = {"exchange-document": documents[0]} if len(documents) == 1 else [
        {"exchange-document": one} for one in documents
    ]  # fmt: skip
    search = {
        "@total-result-count": str(total), "ops:range": {"@begin": str(begin), "@end": str(end)},
        "ops:search-result": {"exchange-documents": inside},
    }  # fmt: skip
    return as_bytes({"ops:world-patent-data": {"ops:biblio-search": search}})


USPTO_APPLICATION: dict[str, Any] = {
    "applicationNumberText": "12345678",
    "applicationMetaData": {
        "inventionTitle": "OPTICAL SYSTEM FOR BARCODE SCANNER", "filingDate": "2008-12-30",
        "applicationStatusCode": 161,
        "applicationStatusDescriptionText": "Abandoned  --  Failure to Respond to an Office Action",
        "applicationStatusDate": "2012-08-27", "earliestPublicationNumber": "US20090108066A1",
        "earliestPublicationDate": "2009-04-30", "cpcClassificationBag": ["G06K7/10831"],
        "inventorBag": [{"inventorNameText": "Jane Doe"}], "firstApplicantName": "Example Inc",
    },
    "eventDataBag": [{"eventCode": "EML_NTR", "eventDescriptionText": "Email Notification", "eventDate": "2024-05-01"}],
}  # fmt: skip


def as_bytes(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def workbook(*rows: tuple[Any, ...]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def reply_of(
    body: bytes, *, status: int = 200, url: str = "https://example.org/a/feed", headers: Mapping[str, str] | None = None
) -> Reply:
    return Reply(url=url, status=status, headers=headers or {}, body=io.BytesIO(body))


def read(connector: Connector, body: bytes, **reply: Any) -> list[Reading]:
    return list(connector.read(reply_of(body, **reply)))


def observed(connector: Connector, body: bytes, **reply: Any) -> list[Observation]:
    """All of them readable."""
    readings = read(connector, body, **reply)
    assert [fault.problem for fault in readings if isinstance(fault, UnreadableRecord)] == []
    return [reading for reading in readings if isinstance(reading, Observation)]


def faults(connector: Connector, body: bytes, **reply: Any) -> list[tuple[str, str]]:
    found = read(connector, body, **reply)
    return [(fault.record, fault.problem) for fault in found if isinstance(fault, UnreadableRecord)]
