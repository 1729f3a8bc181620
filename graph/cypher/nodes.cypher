// name: create_documents
// about: Documents that a text is, or names, and that are not there; what is said of them is set by set_documents. The label is that of the id. Two labels in a MERGE are not looked up by an index everywhere.
// mode: write
// param: rows list -- id, label, key
UNWIND $rows AS row
FOREACH (one IN CASE row.label WHEN 'Announcement' THEN [row] ELSE [] END |
  CREATE (:Document:Announcement {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Appeal' THEN [row] ELSE [] END |
  CREATE (:Document:Appeal {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Circular' THEN [row] ELSE [] END |
  CREATE (:Document:Circular {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Communique' THEN [row] ELSE [] END |
  CREATE (:Document:Communique {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Conclusion' THEN [row] ELSE [] END |
  CREATE (:Document:Conclusion {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Consolidation' THEN [row] ELSE [] END |
  CREATE (:Document:Consolidation {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Constitution' THEN [row] ELSE [] END |
  CREATE (:Document:Constitution {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Decision' THEN [row] ELSE [] END |
  CREATE (:Document:Decision {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Decree' THEN [row] ELSE [] END |
  CREATE (:Document:Decree {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'DecreeLaw' THEN [row] ELSE [] END |
  CREATE (:Document:DecreeLaw {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Directive' THEN [row] ELSE [] END |
  CREATE (:Document:Directive {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Guidance' THEN [row] ELSE [] END |
  CREATE (:Document:Guidance {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Invitation' THEN [row] ELSE [] END |
  CREATE (:Document:Invitation {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Judgment' THEN [row] ELSE [] END |
  CREATE (:Document:Judgment {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Law' THEN [row] ELSE [] END |
  CREATE (:Document:Law {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Letter' THEN [row] ELSE [] END |
  CREATE (:Document:Letter {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Minutes' THEN [row] ELSE [] END |
  CREATE (:Document:Minutes {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Notice' THEN [row] ELSE [] END |
  CREATE (:Document:Notice {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Order' THEN [row] ELSE [] END |
  CREATE (:Document:Order {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Ordinance' THEN [row] ELSE [] END |
  CREATE (:Document:Ordinance {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Permit' THEN [row] ELSE [] END |
  CREATE (:Document:Permit {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Plan' THEN [row] ELSE [] END |
  CREATE (:Document:Plan {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Programme' THEN [row] ELSE [] END |
  CREATE (:Document:Programme {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Proposal' THEN [row] ELSE [] END |
  CREATE (:Document:Proposal {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Recommendation' THEN [row] ELSE [] END |
  CREATE (:Document:Recommendation {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Regulation' THEN [row] ELSE [] END |
  CREATE (:Document:Regulation {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Report' THEN [row] ELSE [] END |
  CREATE (:Document:Report {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Resolution' THEN [row] ELSE [] END |
  CREATE (:Document:Resolution {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Scheme' THEN [row] ELSE [] END |
  CREATE (:Document:Scheme {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Telegram' THEN [row] ELSE [] END |
  CREATE (:Document:Telegram {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Text' THEN [row] ELSE [] END |
  CREATE (:Document:Text {id: one.id, status: 'cited', key: one.key}))
FOREACH (one IN CASE row.label WHEN 'Treaty' THEN [row] ELSE [] END |
  CREATE (:Document:Treaty {id: one.id, status: 'cited', key: one.key}))

// name: create_agencies
// about: Bodies that a text names, and that are not there.
// mode: write
// param: rows list -- id
UNWIND $rows AS row
CREATE (:Agency {id: row.id})

// name: create_jurisdictions
// about: Places that a text names, and that are not there.
// mode: write
// param: rows list -- id
UNWIND $rows AS row
CREATE (:Jurisdiction {id: row.id})

// name: create_provisions
// about: Parts of documents that a text names, and that are not there.
// mode: write
// param: rows list -- id, label, document, outer
UNWIND $rows AS row
CREATE (:Provision {id: row.id, label: row.label, document: row.document, outer: row.outer})

// name: join_provisions
// about: Parts of documents are parts of the outer ones that hold them.
// mode: write
// param: rows list -- id, outer
UNWIND $rows AS row
MATCH (p:Provision {id: row.id})
MATCH (o:Provision {id: row.outer})
CREATE (p)-[:PART_OF]->(o)

// name: join_documents
// about: The outermost parts are parts of the document.
// mode: write
// param: rows list -- id, document
UNWIND $rows AS row
MATCH (p:Provision {id: row.id})
MATCH (d:Document {id: row.document})
CREATE (p)-[:PART_OF]->(d)

// name: put_citation
// about: Mentions of documents.
// mode: write
// param: rows list -- properties
UNWIND $rows AS row
MERGE (n:Citation {id: row.id})
SET n = row

// name: put_obligation
// about: Duties.
// mode: write
// param: rows list -- properties
UNWIND $rows AS row
MERGE (n:Obligation {id: row.id})
SET n = row

// name: put_target
// about: Quantified aims.
// mode: write
// param: rows list -- properties
UNWIND $rows AS row
MERGE (n:Target {id: row.id})
SET n = row

// name: put_task
// about: Tasks that nobody is given.
// mode: write
// param: rows list -- properties
UNWIND $rows AS row
MERGE (n:Task {id: row.id})
SET n = row

// name: put_source
// about: Whole texts that documents were read from.
// mode: write
// param: rows list -- properties
UNWIND $rows AS row
MERGE (n:Source {id: row.id})
SET n = row

// name: set_documents
// about: What is known of documents, in place of all that was.
// mode: write
// param: rows list -- id, properties
UNWIND $rows AS row
MATCH (d:Document {id: row.id})
SET d = row.properties

// name: set_agencies
// about: What is known of bodies, in place of all that was.
// mode: write
// param: rows list -- id, properties
UNWIND $rows AS row
MATCH (a:Agency {id: row.id})
SET a = row.properties

// name: set_jurisdictions
// about: What is known of places, in place of all that was.
// mode: write
// param: rows list -- id, properties
UNWIND $rows AS row
MATCH (j:Jurisdiction {id: row.id})
SET j = row.properties

// name: set_provisions
// about: Where the first text that names a provision does so; that it is part of an outer one is said there too.
// mode: write
// param: rows list -- id, properties, place
UNWIND $rows AS row
MATCH (p:Provision {id: row.id})-[r:PART_OF]->()
SET p = row.properties, r = row.place
