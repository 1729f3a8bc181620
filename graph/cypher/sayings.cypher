// name: said
// about: What mentions in some texts say of the documents that they refer to, those that say the same counted together, with the first of them.
// mode: read
// param: rows list -- document, cited: what the mentions name, empty for all of the document's
UNWIND $rows AS row
MATCH (:Document {id: row.document})<-[:IN]-(c:Citation)-[:REFERS_TO]->(d:Document)
WHERE row.cited = '' OR c.cited = row.cited
WITH d, c ORDER BY c.asserted_by, c.start
RETURN d.id AS document, c.type AS type, c.number AS number, c.name AS name, c.issuer AS issuer,
       // A day that does not settle which document is meant says nothing of the day of the one that is.
       CASE WHEN c.open AND d.key IS NOT NULL THEN null ELSE c.issued END AS issued,
       c.issuers AS issuers, c.candidates AS candidates, c.open AS open, count(c) AS votes,
       head(collect(c {.asserted_by, evidence: c.text, .section, .start, .end})) AS first

// name: count_sayings
// about: The same of all mentions of some documents.
// mode: read
// param: ids list -- of documents
UNWIND $ids AS id
MATCH (d:Document {id: id})<-[:REFERS_TO]-(c:Citation)
WITH d, c ORDER BY c.asserted_by, c.start
RETURN d.id AS document, c.type AS type, c.number AS number, c.name AS name, c.issuer AS issuer,
       CASE WHEN c.open AND d.key IS NOT NULL THEN null ELSE c.issued END AS issued,
       c.issuers AS issuers, c.candidates AS candidates, c.open AS open, count(c) AS votes,
       head(collect(c {.asserted_by, evidence: c.text, .section, .start, .end})) AS first

// name: sayings
// about: What is said of some documents, as it was counted.
// mode: read
// param: ids list -- of documents
UNWIND $ids AS id
MATCH (s:Saying {document: id})
RETURN s.id AS id, s.document AS document, s.type AS type, s.number AS number, s.name AS name, s.issuer AS issuer,
       s.issued AS issued, s.issuers AS issuers, s.candidates AS candidates, s.open AS open, s.votes AS votes,
       s.first_asserted_by AS first_asserted_by, s.first_evidence AS first_evidence,
       s.first_section AS first_section, s.first_start AS first_start, s.first_end AS first_end

// name: set_sayings
// about: What is said of documents, in place of what was counted before.
// mode: write
// param: rows list -- properties
UNWIND $rows AS row
MERGE (s:Saying {id: row.id})
SET s = row

// name: cut_sayings
// about: What is said no longer.
// mode: write
// param: ids list -- of sayings
UNWIND $ids AS id
MATCH (s:Saying {id: id})
DELETE s
