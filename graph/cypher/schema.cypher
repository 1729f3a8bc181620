// Every label has an `id` that is its own, so that a thing is found and merged by it; the rest is what the loader and
// the questions look things up by. Each statement leaves alone what is there.
CREATE CONSTRAINT document_id IF NOT EXISTS FOR (n:Document) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT provision_id IF NOT EXISTS FOR (n:Provision) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT citation_id IF NOT EXISTS FOR (n:Citation) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT agency_id IF NOT EXISTS FOR (n:Agency) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT jurisdiction_id IF NOT EXISTS FOR (n:Jurisdiction) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT obligation_id IF NOT EXISTS FOR (n:Obligation) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT target_id IF NOT EXISTS FOR (n:Target) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT task_id IF NOT EXISTS FOR (n:Task) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT source_id IF NOT EXISTS FOR (n:Source) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT load_id IF NOT EXISTS FOR (n:Load) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT reading_id IF NOT EXISTS FOR (n:Reading) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT lock_id IF NOT EXISTS FOR (n:Lock) REQUIRE n.id IS UNIQUE;
// Undated mentions ("06/QĐ-TTg") are settled by these two.
CREATE INDEX document_key IF NOT EXISTS FOR (n:Document) ON (n.key);
CREATE INDEX citation_cited IF NOT EXISTS FOR (n:Citation) ON (n.cited);
CREATE INDEX document_sha256 IF NOT EXISTS FOR (n:Document) ON (n.sha256);
CREATE INDEX document_status IF NOT EXISTS FOR (n:Document) ON (n.status);
// Lists of documents are read in the order of this one, other lists in that of the ids.
CREATE INDEX document_order IF NOT EXISTS FOR (n:Document) ON (n.order);
CREATE INDEX document_spelling IF NOT EXISTS FOR (n:Document) ON (n.spelling);
CREATE INDEX agency_name IF NOT EXISTS FOR (n:Agency) ON (n.name);
CREATE INDEX load_document IF NOT EXISTS FOR (n:Load) ON (n.document);
CREATE CONSTRAINT saying_id IF NOT EXISTS FOR (n:Saying) REQUIRE n.id IS UNIQUE;
CREATE INDEX saying_document IF NOT EXISTS FOR (n:Saying) ON (n.document);
// What one document says of members is one of many that say the same of the same two bodies.
CREATE INDEX member_of_asserted_by IF NOT EXISTS FOR ()-[r:MEMBER_OF]-() ON (r.asserted_by);
