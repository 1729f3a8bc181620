// name: known
// about: Those of some nodes that several texts name which there are.
// mode: read
// param: rows list -- label, id
UNWIND $rows AS row
WITH row WHERE row.label = 'Document'
MATCH (n:Document {id: row.id})
RETURN row.label AS label, row.id AS id
UNION ALL
UNWIND $rows AS row
WITH row WHERE row.label = 'Agency'
MATCH (n:Agency {id: row.id})
RETURN row.label AS label, row.id AS id
UNION ALL
UNWIND $rows AS row
WITH row WHERE row.label = 'Jurisdiction'
MATCH (n:Jurisdiction {id: row.id})
RETURN row.label AS label, row.id AS id
UNION ALL
UNWIND $rows AS row
WITH row WHERE row.label = 'Provision'
MATCH (n:Provision {id: row.id})
RETURN row.label AS label, row.id AS id

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
