// name: dated_documents
// about: Documents that a mention without a date may mean: those read, or named with their date.
// mode: read
// param: ids list -- of documents
UNWIND $ids AS id
MATCH (d:Document {id: id})
WHERE d.status = 'ingested'
RETURN d.id AS id, d.type AS type, d.number AS number, d.issued AS issued
UNION
UNWIND $ids AS id
MATCH (s:Saying {document: id})
WHERE NOT s.open
MATCH (d:Document {id: id})
RETURN d.id AS id, d.type AS type, d.number AS number, d.issued AS issued

// name: own_mentions
// about: Mentions of documents that do not say which document they mean, and what they refer to now.
// mode: read
// param: documents list -- ids of the citing ones
UNWIND $documents AS document
MATCH (x:Document {id: document})<-[:IN]-(c:Citation {open: true})-[:REFERS_TO]->(d:Document)
RETURN c.asserted_by AS citing, c.cited AS cited, x.issued AS issued, c.issued AS said, c.keys AS keys,
       c.proposed AS proposed, c.status AS status, c.candidates AS candidates, d.id AS target
ORDER BY citing, cited, target

// name: open_mentions
// about: The same of all documents, by what they name.
// mode: read
// param: keys list -- identities without a date
UNWIND $keys AS key
MATCH (c:Citation {cited: key})
WHERE c.open
MATCH (x:Document {id: c.asserted_by})
MATCH (c)-[:REFERS_TO]->(d:Document)
RETURN c.asserted_by AS citing, c.cited AS cited, x.issued AS issued, c.issued AS said, c.keys AS keys, c.proposed AS proposed,
       c.status AS status, c.candidates AS candidates, d.id AS target
ORDER BY citing, cited, target

// name: candidates
// about: Documents of a number that is told apart by its year, and one that was read without a date.
// mode: read
// param: keys list -- identities without a date
UNWIND $keys AS key
MATCH (d:Document {key: key})
WHERE d.status = 'ingested'
RETURN key, d.id AS id, d.issued AS issued
UNION
UNWIND $keys AS key
MATCH (d:Document {key: key})
MATCH (s:Saying {document: d.id})
WHERE NOT s.open
RETURN key, d.id AS id, d.issued AS issued
UNION
UNWIND $keys AS key
MATCH (d:Document {id: key})
WHERE d.status = 'ingested'
RETURN key, d.id AS id, d.issued AS issued

// name: settle_citations
// about: What open mentions of a document mean now.
// mode: write
// param: rows list -- document, cited, status, candidates
UNWIND $rows AS row
MATCH (:Document {id: row.document})<-[:IN]-(c:Citation {cited: row.cited})
SET c.status = row.status, c.candidates = row.candidates

// name: move_references
// about: Mentions refer to another document than before.
// mode: write
// param: rows list -- document, cited, to
UNWIND $rows AS row
MATCH (:Document {id: row.document})<-[:IN]-(c:Citation {cited: row.cited})-[old:REFERS_TO]->(:Document)
MATCH (d:Document {id: row.to})
CREATE (c)-[new:REFERS_TO]->(d)
SET new = properties(old)
DELETE old

// name: moved_provisions
// about: Mentions of parts of a document that refer to another document than before.
// mode: read
// param: rows list -- document, cited, to
UNWIND $rows AS row
MATCH (:Document {id: row.document})<-[:IN]-(c:Citation {cited: row.cited})
WHERE c.provision IS NOT NULL
RETURN c.id AS id, c.provision AS provision, row.to AS document,
       c {.asserted_by, evidence: c.text, .section, .start, .end, .cited} AS place

// name: old_provisions
// about: The provisions that mentions referred to, and those that hold them.
// mode: read
// param: rows list -- document, cited, to
UNWIND $rows AS row
MATCH (:Document {id: row.document})<-[:IN]-(c:Citation {cited: row.cited})-[:REFERS_TO]->(:Provision)-[:PART_OF*0..9]->(p:Provision)
RETURN DISTINCT p.id AS id

// name: cut_provisions
// about: Mentions no longer refer to the provisions that they did.
// mode: write
// param: rows list -- document, cited, to
UNWIND $rows AS row
MATCH (:Document {id: row.document})<-[:IN]-(c:Citation {cited: row.cited})-[old:REFERS_TO]->(:Provision)
DELETE old

// name: move_cites
// about: Documents cite another document than before.
// mode: write
// param: rows list -- document, cited, to
UNWIND $rows AS row
MATCH (x:Document {id: row.document})-[old:CITES]->(:Document)
WHERE old.cited = row.cited
MATCH (d:Document {id: row.to})
CREATE (x)-[new:CITES]->(d)
SET new = properties(old)
DELETE old

// name: move_duty_cites
// about: Duties rest on another document than before.
// mode: write
// param: rows list -- document, cited, to
UNWIND $rows AS row
MATCH (:Document {id: row.document})<-[:STATED_IN]-(o:Obligation)-[old:CITES]->(:Document)
WHERE old.cited = row.cited
MATCH (d:Document {id: row.to})
CREATE (o)-[new:CITES]->(d)
SET new = properties(old)
DELETE old

// name: old_relations
// about: What some documents say that a document does to others or others to it, under the name that is settled anew.
// mode: read
// param: rows list -- from, cited, documents: those that say so
UNWIND $rows AS row
MATCH (:Document {id: row.from})-[r:IMPLEMENTS|BASED_ON|PROPOSED_IN|DETAILS|AMENDS|REPLACES|REPEALS|CORRECTS|CONSOLIDATES]-(:Document)
WHERE r.asserted_by IN row.documents AND (r.citing = row.cited OR r.cited = row.cited)
RETURN DISTINCT type(r) AS kind, startNode(r).id AS source, endNode(r).id AS target, properties(r) AS properties

// name: cut_relations
// about: The same, before it is said anew.
// mode: write
// param: rows list -- from, cited, documents: those that say so
UNWIND $rows AS row
MATCH (:Document {id: row.from})-[r:IMPLEMENTS|BASED_ON|PROPOSED_IN|DETAILS|AMENDS|REPLACES|REPEALS|CORRECTS|CONSOLIDATES]-(:Document)
WHERE r.asserted_by IN row.documents AND (r.citing = row.cited OR r.cited = row.cited)
DELETE r
