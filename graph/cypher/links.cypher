// name: citation_in
// about: Mentions stand in a document.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Citation {id: row.from})
MATCH (b:Document {id: row.to})
CREATE (a)-[r:IN]->(b)
SET r = row.properties

// name: source_of
// about: A document was read from a text.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Source {id: row.from})
MATCH (b:Document {id: row.to})
CREATE (a)-[r:TEXT_OF]->(b)
SET r = row.properties

// name: refers_to
// about: A mention refers to a document.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Citation {id: row.from})
MATCH (b:Document {id: row.to})
CREATE (a)-[r:REFERS_TO]->(b)
SET r = row.properties

// name: refers_to_provision
// about: A mention refers to a part of a document.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Citation {id: row.from})
MATCH (b:Provision {id: row.to})
CREATE (a)-[r:REFERS_TO]->(b)
SET r = row.properties

// name: cites
// about: A document cites another; the first of its mentions of it.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Document {id: row.from})
MATCH (b:Document {id: row.to})
CREATE (a)-[r:CITES]->(b)
SET r = row.properties

// name: stated_in
// about: A duty is stated in a document.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Obligation {id: row.from})
MATCH (b:Document {id: row.to})
CREATE (a)-[r:STATED_IN]->(b)
SET r = row.properties

// name: task_in
// about: A task that nobody is given is stated in a document.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Task {id: row.from})
MATCH (b:Document {id: row.to})
CREATE (a)-[r:STATED_IN]->(b)
SET r = row.properties

// name: owes
// about: A body owes a duty.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Agency {id: row.from})
MATCH (b:Obligation {id: row.to})
CREATE (a)-[r:OWES]->(b)
SET r = row.properties

// name: with
// about: A duty is to be done with a body.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Obligation {id: row.from})
MATCH (b:Agency {id: row.to})
CREATE (a)-[r:WITH]->(b)
SET r = row.properties

// name: reports_to
// about: A duty is to report to a body.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Obligation {id: row.from})
MATCH (b:Agency {id: row.to})
CREATE (a)-[r:REPORTS_TO]->(b)
SET r = row.properties

// name: has_target
// about: A duty has a quantified aim.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Obligation {id: row.from})
MATCH (b:Target {id: row.to})
CREATE (a)-[r:HAS_TARGET]->(b)
SET r = row.properties

// name: document_target
// about: A document has a quantified aim of its own.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Document {id: row.from})
MATCH (b:Target {id: row.to})
CREATE (a)-[r:HAS_TARGET]->(b)
SET r = row.properties

// name: duty_cites
// about: A duty rests on a document.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Obligation {id: row.from})
MATCH (b:Document {id: row.to})
CREATE (a)-[r:CITES]->(b)
SET r = row.properties

// name: names
// about: A document names a body, and what it says of it.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Document {id: row.from})
MATCH (b:Agency {id: row.to})
CREATE (a)-[r:NAMES]->(b)
SET r = row.properties

// name: names_place
// about: A document names a place, and what it says of it.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Document {id: row.from})
MATCH (b:Jurisdiction {id: row.to})
CREATE (a)-[r:NAMES]->(b)
SET r = row.properties

// name: applies_in
// about: A document is for a place.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Document {id: row.from})
MATCH (b:Jurisdiction {id: row.to})
CREATE (a)-[r:APPLIES_IN]->(b)
SET r = row.properties

// name: member_of
// about: A body belongs to an open set of a document.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Agency {id: row.from})
MATCH (b:Agency {id: row.to})
CREATE (a)-[r:MEMBER_OF]->(b)
SET r = row.properties

// name: issued
// about: A body issued a document.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Agency {id: row.from})
MATCH (b:Document {id: row.to})
CREATE (a)-[r:ISSUED]->(b)
SET r = row.properties

// name: agency_of
// about: A body is of a place.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Agency {id: row.from})
MATCH (b:Jurisdiction {id: row.to})
CREATE (a)-[r:OF]->(b)
SET r = row.properties

// name: place_part
// about: A place is part of a larger one.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Jurisdiction {id: row.from})
MATCH (b:Jurisdiction {id: row.to})
CREATE (a)-[r:PART_OF]->(b)
SET r = row.properties

// name: relates_implements
// about: A document carries out another.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Document {id: row.from})
MATCH (b:Document {id: row.to})
CREATE (a)-[r:IMPLEMENTS]->(b)
SET r = row.properties

// name: relates_based_on
// about: A document is based on another.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Document {id: row.from})
MATCH (b:Document {id: row.to})
CREATE (a)-[r:BASED_ON]->(b)
SET r = row.properties

// name: relates_proposed_in
// about: A document was proposed in another.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Document {id: row.from})
MATCH (b:Document {id: row.to})
CREATE (a)-[r:PROPOSED_IN]->(b)
SET r = row.properties

// name: relates_details
// about: A document gives the details of another.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Document {id: row.from})
MATCH (b:Document {id: row.to})
CREATE (a)-[r:DETAILS]->(b)
SET r = row.properties

// name: relates_amends
// about: A document amends another.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Document {id: row.from})
MATCH (b:Document {id: row.to})
CREATE (a)-[r:AMENDS]->(b)
SET r = row.properties

// name: relates_replaces
// about: A document replaces another.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Document {id: row.from})
MATCH (b:Document {id: row.to})
CREATE (a)-[r:REPLACES]->(b)
SET r = row.properties

// name: relates_repeals
// about: A document repeals another.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Document {id: row.from})
MATCH (b:Document {id: row.to})
CREATE (a)-[r:REPEALS]->(b)
SET r = row.properties

// name: relates_corrects
// about: A document corrects another.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Document {id: row.from})
MATCH (b:Document {id: row.to})
CREATE (a)-[r:CORRECTS]->(b)
SET r = row.properties

// name: relates_consolidates
// about: A document consolidates another.
// mode: write
// param: rows list -- from, to, properties
UNWIND $rows AS row
MATCH (a:Document {id: row.from})
MATCH (b:Document {id: row.to})
CREATE (a)-[r:CONSOLIDATES]->(b)
SET r = row.properties
