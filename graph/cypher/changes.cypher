// name: lock
// about: Loaders take turns: what one settles, the next must see.
// mode: write
MERGE (l:Lock {id: 'loader'})
SET l.turn = coalesce(l.turn, 0) + 1

// name: standing
// about: What the graph has of a document.
// mode: read
// param: documents list -- ids
UNWIND $documents AS document
MATCH (d:Document {id: document})
RETURN document, d.status AS status, d.digest AS digest, d.source AS source, d.sha256 AS sha256

// name: twins
// about: Documents of other ids that were read from the very same text, before the reading was bettered.
// mode: read
// param: rows list -- document, sha256 of its text
UNWIND $rows AS row
MATCH (d:Document {sha256: row.sha256})
WHERE d.id <> row.document
RETURN row.document AS document, d.id AS id ORDER BY document, id

// name: named_documents
// about: The documents that a document refers to.
// mode: read
// param: documents list -- ids
UNWIND $documents AS document
MATCH (:Document {id: document})<-[:IN]-(:Citation)-[:REFERS_TO]->(d:Document)
RETURN DISTINCT document, d.id AS id

// name: named_provisions
// about: The provisions that a document refers to, and those that hold them.
// mode: read
// param: documents list -- ids
UNWIND $documents AS document
MATCH (:Document {id: document})<-[:IN]-(:Citation)-[:REFERS_TO]->(:Provision)-[:PART_OF*0..9]->(p:Provision)
RETURN DISTINCT document, p.id AS id

// name: named_agencies
// about: The bodies that a document names.
// mode: read
// param: documents list -- ids
UNWIND $documents AS document
MATCH (:Document {id: document})-[:NAMES]->(a:Agency)
RETURN document, a.id AS id

// name: named_jurisdictions
// about: The places that a document names.
// mode: read
// param: documents list -- ids
UNWIND $documents AS document
MATCH (:Document {id: document})-[:NAMES]->(j:Jurisdiction)
RETURN document, j.id AS id

// name: related_documents
// about: The pairs of documents that a document relates to one another.
// mode: read
// param: documents list -- ids
UNWIND $documents AS document
MATCH (:Document {id: document})<-[:IN]-(:Citation)-[:REFERS_TO]->(d:Document)
WITH document, collect(DISTINCT d) AS named
MATCH (x:Document {id: document})
UNWIND named + [x] AS a
MATCH (a)-[r:IMPLEMENTS|BASED_ON|PROPOSED_IN|DETAILS|AMENDS|REPLACES|REPEALS|CORRECTS|CONSOLIDATES]->(b:Document)
WHERE r.asserted_by = document
RETURN DISTINCT document, a.id AS source, b.id AS target

// name: forget_duty_targets
// about: The aims of a document's duties, but for those that are kept.
// mode: write
// param: rows list -- document, kept
UNWIND $rows AS row
MATCH (:Document {id: row.document})<-[:STATED_IN]-(:Obligation)-[:HAS_TARGET]->(t:Target)
WHERE NOT t.id IN row.kept
DETACH DELETE t

// name: forget_targets
// about: The aims of the document itself, but for those that are kept.
// mode: write
// param: rows list -- document, kept
UNWIND $rows AS row
MATCH (:Document {id: row.document})-[:HAS_TARGET]->(t:Target)
WHERE NOT t.id IN row.kept
DETACH DELETE t

// name: forget_members
// about: What the document says of the members of its open sets.
// mode: write
// param: documents list -- ids
UNWIND $documents AS document
MATCH (:Document {id: document})-[:NAMES]->(:Agency)-[r:MEMBER_OF]->(:Agency)
WHERE r.asserted_by = document
DELETE r

// name: forget_relations
// about: What the document says that the documents it refers to do to others.
// mode: write
// param: documents list -- ids
UNWIND $documents AS document
MATCH (:Document {id: document})<-[:IN]-(:Citation)-[:REFERS_TO]->(d:Document)
WITH DISTINCT document, d
MATCH (d)-[r:IMPLEMENTS|BASED_ON|PROPOSED_IN|DETAILS|AMENDS|REPLACES|REPEALS|CORRECTS|CONSOLIDATES]->(:Document)
WHERE r.asserted_by = document
DELETE r

// name: forget_links
// about: What the document says that it does itself.
// mode: write
// param: documents list -- ids
UNWIND $documents AS document
MATCH (:Document {id: document})-[r]->()
WHERE r.asserted_by = document
DELETE r

// name: forget_passages
// about: The document's text, citations, duties and tasks, with all that hangs on them, but for those that are kept.
// mode: write
// param: rows list -- document, kept
UNWIND $rows AS row
MATCH (:Document {id: row.document})<-[:IN|STATED_IN|TEXT_OF]-(n)
WHERE NOT n.id IN row.kept
DETACH DELETE n

// name: cut_passages
// about: What hangs on the citations, duties, tasks and the text of a document that are kept.
// mode: write
// param: documents list -- ids
UNWIND $documents AS document
MATCH (:Document {id: document})<-[:IN|STATED_IN|TEXT_OF]-(n)
MATCH (n)-[r]-()
WITH DISTINCT r
DELETE r

// name: document_facts
// about: What the graph says of documents, and who issued them.
// mode: read
// param: ids list -- of documents
UNWIND $ids AS id
MATCH (d:Document {id: id})
OPTIONAL MATCH (d)<-[r:ISSUED]-(a:Agency)
RETURN d.id AS id, properties(d) AS properties, a.id AS issuer, properties(r) AS issued

// name: agency_witnesses
// about: What the first document, by id, that names a body says of it.
// mode: read
// param: ids list -- of bodies
UNWIND $ids AS id
MATCH (a:Agency {id: id})<-[r:NAMES]-(:Document)
WITH a, min(r.asserted_by) AS first
MATCH (:Document {id: first})-[r:NAMES]->(a)
RETURN a.id AS id, properties(r) AS said

// name: jurisdiction_witnesses
// about: What the first document, by id, that names a place says of it.
// mode: read
// param: ids list -- of places
UNWIND $ids AS id
MATCH (j:Jurisdiction {id: id})<-[r:NAMES]-(:Document)
WITH j, min(r.asserted_by) AS first
MATCH (:Document {id: first})-[r:NAMES]->(j)
RETURN j.id AS id, properties(r) AS said

// name: provision_witnesses
// about: The first mention of a provision or of a part of it.
// mode: read
// param: ids list -- of provisions
UNWIND $ids AS id
MATCH (p:Provision {id: id})<-[:PART_OF*0..9]-(:Provision)<-[:REFERS_TO]-(c:Citation)
WITH p, c ORDER BY c.asserted_by, c.start
RETURN p.id AS id, p.label AS label, p.document AS document, p.outer AS outer,
       head(collect(c {.asserted_by, evidence: c.text, .section, .start, .end})) AS first

// name: rank_relations
// about: Of all texts that say the same of two documents the first, by id, is marked: a chain goes by way of it.
// mode: write
// param: rows list -- source, target
UNWIND $rows AS row
MATCH (a:Document {id: row.source})-[r:IMPLEMENTS|BASED_ON|PROPOSED_IN|DETAILS|AMENDS|REPLACES|REPEALS|CORRECTS|CONSOLIDATES]->(b:Document {id: row.target})
WITH a, b, type(r) AS kind, min(r.asserted_by) AS first
MATCH (a)-[r:IMPLEMENTS|BASED_ON|PROPOSED_IN|DETAILS|AMENDS|REPLACES|REPEALS|CORRECTS|CONSOLIDATES]->(b)
WHERE type(r) = kind AND coalesce(r.first, r.asserted_by <> first) <> (r.asserted_by = first)
SET r.first = (r.asserted_by = first)

// name: cut_issued
// about: Who issued a document, before it is said anew.
// mode: write
// param: ids list -- of documents
UNWIND $ids AS id
MATCH (:Document {id: id})<-[r:ISSUED]-(:Agency)
DELETE r

// name: cut_agency_of
// about: Whose a body is, before it is said anew.
// mode: write
// param: ids list -- of bodies
UNWIND $ids AS id
MATCH (:Agency {id: id})-[r:OF]->(:Jurisdiction)
DELETE r

// name: cut_place_part
// about: What a place is part of, before it is said anew.
// mode: write
// param: ids list -- of places
UNWIND $ids AS id
MATCH (:Jurisdiction {id: id})-[r:PART_OF]->(:Jurisdiction)
DELETE r

// name: prune_provisions
// about: Provisions that no text names any more.
// mode: write
// param: ids list -- of provisions
UNWIND $ids AS id
MATCH (p:Provision {id: id})
WHERE NOT EXISTS { (p)<-[:PART_OF*0..9]-(:Provision)<-[:REFERS_TO]-(:Citation) }
DETACH DELETE p

// name: prune_documents
// about: Documents of which no text says anything any more, unless they were read. They are not looked for by their status, for by an index Neo4j 5.26 meets documents that took this status and were deleted earlier in the transaction.
// mode: write
// param: ids list -- of documents of which nothing is said
UNWIND $ids AS id
MATCH (d:Document {id: id})
WHERE d.status + '' = 'cited'
DETACH DELETE d

// name: prune_agencies
// about: Bodies that no text names any more.
// mode: write
// param: ids list -- of bodies
UNWIND $ids AS id
MATCH (a:Agency {id: id})
WHERE NOT EXISTS { (a)<-[:NAMES]-(:Document) }
DETACH DELETE a

// name: prune_jurisdictions
// about: Places that no text names any more.
// mode: write
// param: ids list -- of places
UNWIND $ids AS id
MATCH (j:Jurisdiction {id: id})
WHERE NOT EXISTS { (j)<-[:NAMES]-(:Document) }
DETACH DELETE j
