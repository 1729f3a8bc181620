// name: relations
// title: What do documents do to one another?
// title_vi: Các văn bản có quan hệ gì với nhau?
// about: What texts say that one document does to another: IMPLEMENTS, BASED_ON, PROPOSED_IN, DETAILS, AMENDS, REPLACES, REPEALS, CORRECTS or CONSOLIDATES, each with the text and the words that say so. Without a document it looks at every text.
// mode: read
// param: document string = -- from or to this document only: id, number or name; empty for all
// param: type string = -- one of the relations above; empty for all
// returns: source, type, target, provision, basis, section, quote, asserted_by, start, end
MATCH (a:Document)-[r:IMPLEMENTS|BASED_ON|PROPOSED_IN|DETAILS|AMENDS|REPLACES|REPEALS|CORRECTS|CONSOLIDATES]->(b:Document)
WHERE a <> b AND ($document = '' OR $document IN [a.id, b.id]) AND ($type = '' OR type(r) = toUpper($type))
RETURN a.id AS source, type(r) AS type, b.id AS target, r.provision AS provision, r.basis AS basis,
       r.section AS section, r.evidence AS quote, r.asserted_by AS asserted_by, r.start AS start, r.end AS end
ORDER BY source, type, target, asserted_by
