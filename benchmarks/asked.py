"""What the named questions are asked with, to see which of them take longer in a larger graph.

The things that are asked for are of the five samples, and of nothing that `generate` makes up.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PLAN, RESOLUTION, LAW = "kh-kh-ubnd-bach-thong-2023-e36a9cb5", "nq-121-2020-qh14", "luat-02-2007-qh12"
BODY, OFFICE = "phong-lao-dong-thuong-binh-va-xa-hoi.bach-thong.bac-kan", "uy-ban-nhan-dan.bach-thong.bac-kan"
PLACE = "huyen.bach-thong.bac-kan"
SPAN = {"from": "2023-01-01", "to": "2024-12-31"}
Given = Mapping[str, Any]

# What each question is asked with, so that its answer is as large in any graph that holds the samples.
ASKED: Mapping[str, tuple[Given, ...]] = {
    "agencies": ({"place": PLACE}, {"name": "Trung tâm Y tế"}),
    "agencies_of_plan": ({"document": PLAN},),
    "agency": ({"agency": BODY},),
    "agency_deadlines": ({"agency": BODY},),
    "agency_facets": ({"document": PLAN},),
    "agency_names": ({},),
    "changes_since": ({"kind": "Text"},),
    "citation_facets": ({"document": PLAN},),
    "citations": ({"document": PLAN}, {"cites": RESOLUTION}),
    "citations_by_id": ({"limit": 5},),
    "cited_by": ({"document": RESOLUTION},),
    "data_quality": ({"document": PLAN},),
    "deadlines_between": (SPAN | {"document": PLAN}, SPAN | {"agency": BODY}),
    "document": ({"document": PLAN},),
    "document_chains": ({"document": PLAN}, {"document": RESOLUTION}),
    "document_citations": ({"document": PLAN},),
    "document_facets": ({"cites": RESOLUTION},),
    "document_finds": ({"document": PLAN},),
    "document_loads": ({"document": PLAN},),
    "document_text": ({"document": PLAN},),
    "documents": ({"cites": RESOLUTION}, {"issuer": OFFICE}, {"place": PLACE}, {"implements": RESOLUTION}),
    "documents_by_day": ({"limit": 1},),
    "documents_numbered": ({"number": "121 2020 qh14"},),
    "documents_in_place": ({"text": "bach thong"},),
    "find_agencies": ({"name": "Trung tâm Y tế"}, {"text": "bach thong"}),
    "graph_size": ({},),
    "implementation_chain": ({"from_document": PLAN, "to_document": RESOLUTION},),
    "issued_by": ({"agency": OFFICE},),
    "jurisdiction_facets": ({"place": PLACE},),
    "jurisdictions": ({"place": PLACE},),
    "links_between": ({"ids": f"{PLAN}|{RESOLUTION}"},),
    "load_facets": ({},),
    "loads": ({"limit": 5},),
    "neighbours": ({"id": PLAN}, {"id": BODY}),
    "nodes_named": ({"ids": f"{PLAN}|{BODY}"},),
    "obligation_facets": ({"agency": BODY},),
    "obligation_register": ({"document": PLAN}, {"agency": BODY}),
    "obligations": ({"document": PLAN}, {"agency": BODY}, {"place": PLACE}),
    "obligations_by_id": ({"limit": 5},),
    "obligations_of_agency": ({"agency": BODY},),
    "partners": ({"agency": BODY},),
    "plans_implementing": ({"document": RESOLUTION},),
    "plans_implementing_in": ({"document": RESOLUTION, "place": PLACE},),
    "provision_citations": ({"document": LAW}, {"document": LAW, "provision": "Điều 35"}),
    "provision_facets": ({"document": LAW},),
    "provisions": ({"document": LAW},),
    "relations": ({"document": PLAN},),
    "reports_of": ({"document": PLAN},),
    "targets": ({"document": PLAN},),
    "unassigned_tasks": ({"document": PLAN},),
}
# What the questions are asked with that have a `cost`: much of the graph is read, and the answer is small all the same.
WHOLE: Mapping[str, Given] = {
    "citation_facets": {"text": "121 2020 qh14"},
    "citations": {"text": "121 2020 qh14"},
    "deadlines_between": {"from": "1990-01-01", "to": "1990-12-31"},
    "document_facets": {"text": "121 2020 qh14"},
    "documents": {"text": "121 2020 qh14"},
    "find_documents": {"text": "121 2020 qh14"},
    "near_documents": {"text": "qh14"},
    "neighbours": {"id": "thu-tuong-chinh-phu"},
    "obligation_facets": {"text": "bach thong"},
    "obligations": {"text": "bach thong"},
    "relations": {"type": "REPEALS"},
    "reports_of": {"agency": OFFICE},
    "schema_nodes": {},
    "schema_relationships": {},
    "shared_citations": {"least": 1_000_000},
    "suggestions": {"text": "qh14"},
    "targets": {"value": "1234"},
}
