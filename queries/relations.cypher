// name: relations
// title: What do documents do to one another?
// title_vi: Các văn bản có quan hệ gì với nhau?
// about: What texts say that one document does to another: IMPLEMENTS, BASED_ON, PROPOSED_IN, DETAILS, AMENDS, REPLACES, REPEALS, CORRECTS or CONSOLIDATES, each with the text and the words that say so. Without a document it looks at every text.
// cost: Without a document it reads every relation between two documents.
// mode: read
// param: document string = -- from or to this document only: id, number or name; empty for all
// param: type string of IMPLEMENTS|BASED_ON|PROPOSED_IN|DETAILS|AMENDS|REPLACES|REPEALS|CORRECTS|CONSOLIDATES = -- of the relations above, several with | between them; empty for all
// returns: source, type, target, provision, basis, section, quote, asserted_by, start, end
CALL {
  MATCH (a:Document {id: $document})-[r:IMPLEMENTS|BASED_ON|PROPOSED_IN|DETAILS|AMENDS|REPLACES|REPEALS|CORRECTS|CONSOLIDATES]->(b:Document)
  RETURN a, r, b
  UNION ALL
  MATCH (b:Document {id: $document})<-[r:IMPLEMENTS|BASED_ON|PROPOSED_IN|DETAILS|AMENDS|REPLACES|REPEALS|CORRECTS|CONSOLIDATES]-(a:Document)
  RETURN a, r, b
  UNION ALL
  UNWIND CASE WHEN $document = '' THEN [1] ELSE [] END AS any
  MATCH (a:Document)-[r:IMPLEMENTS|BASED_ON|PROPOSED_IN|DETAILS|AMENDS|REPLACES|REPEALS|CORRECTS|CONSOLIDATES]->(b:Document)
  RETURN a, r, b
}
WITH a, r, b
WHERE a <> b AND ($type = '' OR type(r) IN split(toUpper($type), '|'))
RETURN a.id AS source, type(r) AS type, b.id AS target, r.provision AS provision, r.basis AS basis,
       r.section AS section, r.evidence AS quote, r.asserted_by AS asserted_by, r.start AS start, r.end AS end
ORDER BY source, type, target, asserted_by
