// name: provisions
// title: Which parts of documents are cited, and how often?
// title_vi: Những điều khoản nào được viện dẫn, và bao nhiêu lần?
// about: Articles, clauses, points and other parts that fit every filter given (words are of its id or of its document, whose are type and year too), in one order, a page at a time; key is what the next page comes after. A part is cited where it, or a part of it, is. Several values of one filter stand with | between them. All that fit are read and sorted, however few are shown; without id, provision or document every provision is read.
// mode: read
// param: id string = -- ids; empty for any
// param: text string = -- words in any order, with or without tone marks; empty for all
// param: document string = -- of this document only: id, number or name; empty for all
// param: cited_by string = -- cited in this document: id, number or name; empty for any
// param: outer string = -- parts of this provision: its id; empty for any
// param: type string = -- types of the document, such as Kế hoạch|Quyết định; empty for any
// param: year integer = 0 -- the year that the document was issued in; 0 for any
// param: sort string one of id|-id|citations|-citations = -- in the order of id (its document, then its number as text) or citations; with - before it from the last to the first; empty for id
// param: after string = -- the key of the last row of the page before; empty for the first page
// param: limit integer = 50 -- how many rows at most
// returns: key, id, label, document, type, number, name, issued, outer, citations, citing
CALL {
  UNWIND split($id, '|') AS one
  MATCH (p:Provision {id: one})
  RETURN p
  UNION ALL
  UNWIND CASE WHEN $id = '' THEN [$outer] ELSE [] END AS one
  MATCH (:Provision {id: one})<-[:PART_OF*1..9]-(p:Provision)
  RETURN DISTINCT p
  UNION ALL
  UNWIND CASE WHEN $id + $outer = '' THEN [$cited_by] ELSE [] END AS one
  MATCH (:Document {id: one})<-[:IN]-(:Citation)-[:REFERS_TO]->(:Provision)-[:PART_OF*0..9]->(p:Provision)
  RETURN DISTINCT p
  UNION ALL
  UNWIND CASE WHEN $id + $outer + $cited_by = '' THEN [$document] ELSE [] END AS one
  MATCH (:Document {id: one})<-[:PART_OF*1..9]-(p:Provision)
  RETURN DISTINCT p
  UNION ALL
  UNWIND CASE WHEN $id + $outer + $cited_by + $document = '' THEN [1] ELSE [] END AS any
  MATCH (p:Provision)
  RETURN p
}
MATCH (d:Document {id: p.document})
WITH p, d
WHERE all(word IN split($text, ' ') WHERE word = '' OR replace(replace(d.search + p.id, '/', ' '), '-', ' ') + ' ' CONTAINS ' ' + word + ' ')
  AND ($id = '' OR p.id IN split($id, '|'))
  AND ($document = '' OR d.id = $document)
  AND ($outer = '' OR EXISTS { (p)-[:PART_OF*1..9]->(:Provision {id: $outer}) })
  AND ($type = '' OR d.type IN split($type, '|'))
  AND ($year = 0 OR d.issued STARTS WITH toString($year))
  AND ($cited_by = '' OR EXISTS {
         (p)<-[:PART_OF*0..9]-(:Provision)<-[:REFERS_TO]-(:Citation)-[:IN]->(:Document {id: $cited_by})
       })
WITH p, CASE replace($sort, '-', '')
  WHEN 'citations' THEN substring(toString(1000000000 + COUNT { MATCH (p)<-[:PART_OF*0..9]-(:Provision)<-[:REFERS_TO]-(c:Citation) RETURN DISTINCT c }), 1)
  ELSE '' END + ' |' + p.id AS key
WHERE $after = '' OR CASE WHEN $sort STARTS WITH '-' THEN key < $after ELSE key > $after END
WITH p, key
ORDER BY CASE WHEN $sort STARTS WITH '-' THEN '' ELSE key END, key DESC
LIMIT $limit
MATCH (d:Document {id: p.document})
RETURN key, p.id AS id, p.label AS label, d.id AS document, d.type AS type, d.number AS number, d.name AS name,
       d.issued AS issued, p.outer AS outer, COUNT { MATCH (p)<-[:PART_OF*0..9]-(:Provision)<-[:REFERS_TO]-(c:Citation) RETURN DISTINCT c } AS citations,
       COUNT { MATCH (p)<-[:PART_OF*0..9]-(:Provision)<-[:REFERS_TO]-(:Citation)-[:IN]->(x:Document) RETURN DISTINCT x } AS citing
ORDER BY CASE WHEN $sort STARTS WITH '-' THEN '' ELSE key END, key DESC
