// name: known_documents
// about: Those of some documents that there are, and which document names each first.
// mode: read
// param: ids list -- of documents
UNWIND $ids AS id
MATCH (n:Document {id: id})
RETURN n.id AS id, n.asserted_by AS asserted_by

// name: known_agencies
// about: Those of some bodies that there are, and which document names each first.
// mode: read
// param: ids list -- of bodies
UNWIND $ids AS id
MATCH (n:Agency {id: id})
RETURN n.id AS id, n.asserted_by AS asserted_by

// name: known_jurisdictions
// about: Those of some places that there are, and which document names each first.
// mode: read
// param: ids list -- of places
UNWIND $ids AS id
MATCH (n:Jurisdiction {id: id})
RETURN n.id AS id, n.asserted_by AS asserted_by

// name: known_provisions
// about: Those of some parts of documents that there are, and which document names each first.
// mode: read
// param: ids list -- of parts of documents
UNWIND $ids AS id
MATCH (n:Provision {id: id})
RETURN n.id AS id, n.asserted_by AS asserted_by

// name: passages
// about: The nodes that are some documents' own: their citations, duties, tasks and aims, each with its words.
// mode: read
// param: documents list -- ids
UNWIND $documents AS document
MATCH (:Document {id: document})<-[:IN|STATED_IN]-(n)
RETURN document, labels(n)[0] AS label, n.id AS id, n.text AS text
UNION ALL
UNWIND $documents AS document
MATCH (:Document {id: document})-[:HAS_TARGET]->(n:Target)
RETURN document, 'Target' AS label, n.id AS id, n.text AS text
UNION ALL
UNWIND $documents AS document
MATCH (:Document {id: document})<-[:STATED_IN]-(:Obligation)-[:HAS_TARGET]->(n:Target)
RETURN document, 'Target' AS label, n.id AS id, n.text AS text

// name: number_loads
// about: Loads are numbered in the order in which they changed the graph; the number of the last of these.
// mode: write
// param: count integer -- how many loads there are to number
MERGE (l:Lock {id: 'loader'})
SET l.loads = coalesce(l.loads, 0) + $count
RETURN l.loads AS last

// name: write_loads
// about: Loads that changed the graph, and what each changed.
// mode: write
// param: rows list -- load, at, document, outcome, added, changed, removed, created, deleted, settled
UNWIND $rows AS row
CREATE (l:Load {id: row.load})
SET l.at = row.at, l.document = row.document, l.outcome = row.outcome, l.added = row.added, l.changed = row.changed,
    l.removed = row.removed, l.created = row.created, l.deleted = row.deleted, l.settled = row.settled
