// name: citations
// title: Which mentions of documents are there, by where they stand and what they mean?
// title_vi: Có những viện dẫn nào, theo nơi viện dẫn và văn bản được viện dẫn?
// about: Mentions that fit every filter given (words, type, issuer and year are those of the cited document; place is where the citing document applies), in one order, a page at a time; key is what the next page comes after. Several values of one filter stand with | between them. citations_by_id begins at once.
// cost: All that fit are read and sorted, however few are shown; without id, document, cites, provision, issuer or place every mention is read.
// mode: read
// param: id string = -- ids; empty for any
// param: text string = -- words in any order, with or without tone marks; empty for all
// param: document string = -- of this document only: id, number or name; empty for all
// param: cites string = -- it cites this document: id, number or name; empty for any
// param: provision string = -- of this provision or a part of it: its id; empty for any
// param: type string = -- types of the document, such as Kế hoạch|Quyết định; empty for any
// param: issuer string = -- the body that issued the document: id or name; empty for any
// param: year integer = 0 -- the year that the document was issued in; 0 for any
// param: place string = -- of this place or one within it: id or name; empty for any
// param: status string of resolved|ambiguous|unknown = -- resolved (one document), ambiguous (several) or unknown (none that is known); empty for any
// param: sort string one of document|-document|cites|-cites|issued|-issued = -- in the order of document (then of its text), cites or issued (the cited document); with - before it from the last to the first; empty for document
// param: after string = -- the key of the last row of the page before; empty for the first page
// param: limit integer = 50 -- how many rows at most
// returns: key, id, document, title, section, footnote, text, cites, type, number, name, issued, issuer, provision, status, candidates, start, end
CALL {
  UNWIND split($id, '|') AS one
  MATCH (c:Citation {id: one})
  RETURN c
  UNION ALL
  UNWIND CASE WHEN $id = '' THEN [$document] ELSE [] END AS one
  MATCH (:Document {id: one})<-[:IN]-(c:Citation)
  RETURN DISTINCT c
  UNION ALL
  UNWIND CASE WHEN $id + $document = '' THEN [$provision] ELSE [] END AS one
  MATCH (:Provision {id: one})<-[:PART_OF*0..9]-(:Provision)<-[:REFERS_TO]-(c:Citation)
  RETURN DISTINCT c
  UNION ALL
  UNWIND CASE WHEN $id + $document + $provision = '' THEN [$cites] ELSE [] END AS one
  MATCH (:Document {id: one})<-[:REFERS_TO]-(c:Citation)
  RETURN DISTINCT c
  UNION ALL
  UNWIND CASE WHEN $id + $document + $provision + $cites = '' THEN [$issuer] ELSE [] END AS one
  MATCH (:Agency {id: one})-[:ISSUED]->(:Document)<-[:REFERS_TO]-(c:Citation)
  RETURN DISTINCT c
  UNION ALL
  UNWIND CASE WHEN $id + $document + $provision + $cites = '' THEN [$issuer] ELSE [] END AS one
  MATCH (:Agency {name: one})-[:ISSUED]->(:Document)<-[:REFERS_TO]-(c:Citation)
  RETURN DISTINCT c
  UNION ALL
  UNWIND CASE WHEN $id + $document + $provision + $cites + $issuer = '' THEN [$place] ELSE [] END AS one
  MATCH (:Jurisdiction {id: one})<-[:PART_OF*0..3]-(:Jurisdiction)<-[:APPLIES_IN]-(:Document)<-[:IN]-(c:Citation)
  RETURN DISTINCT c
  UNION ALL
  UNWIND CASE WHEN $id + $document + $provision + $cites + $issuer + $place = '' THEN [1] ELSE [] END AS any
  MATCH (c:Citation)
  RETURN c
}
MATCH (c)-[:IN]->(d:Document)
WITH c, d, head([(c)-[:REFERS_TO]->(e:Document) | e]) AS e
WHERE all(word IN split($text, ' ') WHERE word = '' OR e.search CONTAINS ' ' + word + ' ')
  AND ($id = '' OR c.id IN split($id, '|'))
  AND ($document = '' OR d.id = $document)
  AND ($cites = '' OR e.id = $cites)
  AND ($type = '' OR coalesce(e.type, c.type) IN split($type, '|'))
  AND ($year = 0 OR e.issued STARTS WITH toString($year))
  AND ($status = '' OR c.status IN split($status, '|'))
  AND ($provision = '' OR EXISTS { (c)-[:REFERS_TO]->(:Provision)-[:PART_OF*0..9]->(:Provision {id: $provision}) })
  AND ($issuer = '' OR EXISTS { MATCH (e)<-[:ISSUED]-(a:Agency) WHERE $issuer IN [a.id, a.name] })
  AND ($place = '' OR EXISTS { (d)-[:APPLIES_IN]->(:Jurisdiction)-[:PART_OF*0..3]->(:Jurisdiction {id: $place}) })
WITH c, CASE replace($sort, '-', '')
  WHEN 'cites' THEN coalesce(e.id, '')
  WHEN 'issued' THEN coalesce(e.issued, '')
  ELSE d.id + ' ' + substring(toString(1000000000 + c.start), 1) END + ' |' + c.id AS key
WHERE $after = '' OR CASE WHEN $sort STARTS WITH '-' THEN key < $after ELSE key > $after END
WITH c, key
ORDER BY CASE WHEN $sort STARTS WITH '-' THEN '' ELSE key END, key DESC
LIMIT $limit
MATCH (c)-[:IN]->(d:Document)
WITH key, c, d, head([(c)-[:REFERS_TO]->(e:Document) | e]) AS e
RETURN key, c.id AS id, d.id AS document, d.title AS title, c.section AS section, c.footnote AS footnote,
       c.text AS text, e.id AS cites, coalesce(e.type, c.type) AS type, coalesce(e.number, c.number) AS number,
       coalesce(e.name, c.name) AS name, e.issued AS issued, e.issuer AS issuer, c.provision AS provision,
       c.status AS status, coalesce(c.candidates, []) AS candidates, c.start AS start, c.end AS end
ORDER BY CASE WHEN $sort STARTS WITH '-' THEN '' ELSE key END, key DESC
