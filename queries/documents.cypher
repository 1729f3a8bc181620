// name: documents
// title: Which documents are there, by type, issuer, place, year and what they cite?
// title_vi: Có những văn bản nào, theo loại, cơ quan ban hành, địa phương, năm và văn bản được viện dẫn?
// about: Documents that fit every filter given (words are of its type, number, name, title or issuer; place is where it applies, level that of its issuer), in one order, a page at a time; key is what the next page comes after. Several values of one filter stand with | between them. documents_by_day begins at once.
// cost: All that fit are read and sorted, however few are shown; without id, issuer, place, cites or implements every document is read, as its words may be any.
// mode: read
// param: id string = -- ids; empty for any
// param: text string = -- words in any order, with or without tone marks; empty for all
// param: type string = -- types of the document, such as Kế hoạch|Quyết định; empty for any
// param: issuer string = -- the body that issued the document: id or name; empty for any
// param: place string = -- of this place or one within it: id or name; empty for any
// param: level string of trung ương|tỉnh|huyện|xã = -- levels: trung ương, tỉnh, huyện or xã; empty for any
// param: year integer = 0 -- the year that the document was issued in; 0 for any
// param: status string of ingested|cited = -- ingested (its text was read) or cited (others name it); empty for both
// param: cites string = -- it cites this document: id, number or name; empty for any
// param: implements string = -- it implements this document itself, with no other between them: id, number or name; empty for any
// param: sort string one of issued|-issued|type|-type|number|-number|title|-title|citing|-citing|id|-id = -- in the order of issued, type, number, title, citing or id; with - before it from the last to the first; empty for the latest first
// param: after string = -- the key of the last row of the page before; empty for the first page
// param: limit integer = 50 -- how many rows at most
// returns: key, id, type, number, name, title, issued, issuer, places, status, citing
CALL {
  UNWIND split($id, '|') AS one
  MATCH (d:Document {id: one})
  RETURN d
  UNION ALL
  UNWIND CASE WHEN $id = '' THEN [$implements] ELSE [] END AS one
  MATCH (:Document {id: one})<-[:IMPLEMENTS]-(d:Document)
  RETURN DISTINCT d
  UNION ALL
  UNWIND CASE WHEN $id + $implements = '' THEN [$cites] ELSE [] END AS one
  MATCH (:Document {id: one})<-[:CITES]-(d:Document)
  RETURN DISTINCT d
  UNION ALL
  UNWIND CASE WHEN $id + $implements + $cites = '' THEN [$issuer] ELSE [] END AS one
  MATCH (:Agency {id: one})-[:ISSUED]->(d:Document)
  RETURN DISTINCT d
  UNION ALL
  UNWIND CASE WHEN $id + $implements + $cites = '' THEN [$issuer] ELSE [] END AS one
  MATCH (:Agency {name: one})-[:ISSUED]->(d:Document)
  RETURN DISTINCT d
  UNION ALL
  UNWIND CASE WHEN $id + $implements + $cites + $issuer = '' THEN [$place] ELSE [] END AS one
  MATCH (:Jurisdiction {id: one})<-[:PART_OF*0..3]-(:Jurisdiction)<-[:APPLIES_IN]-(d:Document)
  RETURN DISTINCT d
  UNION ALL
  UNWIND CASE WHEN $id + $implements + $cites + $issuer + $place = '' THEN [1] ELSE [] END AS any
  MATCH (d:Document)
  RETURN d
}
WITH d
WHERE all(word IN split($text, ' ') WHERE word = '' OR d.search CONTAINS ' ' + word + ' ')
  AND ($id = '' OR d.id IN split($id, '|'))
  AND ($type = '' OR d.type IN split($type, '|'))
  AND ($status = '' OR d.status IN split($status, '|'))
  AND ($year = 0 OR d.issued STARTS WITH toString($year))
  AND ($implements = '' OR EXISTS { (d)-[:IMPLEMENTS]->(:Document {id: $implements}) })
  AND ($cites = '' OR EXISTS { (d)-[:CITES]->(:Document {id: $cites}) })
  AND ($issuer = '' OR EXISTS { MATCH (d)<-[:ISSUED]-(a:Agency) WHERE $issuer IN [a.id, a.name] })
  AND ($level = '' OR EXISTS { MATCH (d)<-[:ISSUED]-(a:Agency) WHERE a.level IN split($level, '|') })
  AND ($place = '' OR EXISTS { (d)-[:APPLIES_IN]->(:Jurisdiction)-[:PART_OF*0..3]->(:Jurisdiction {id: $place}) })
WITH d, CASE replace($sort, '-', '')
  WHEN '' THEN coalesce(d.issued, '')
  WHEN 'issued' THEN coalesce(d.issued, '')
  WHEN 'type' THEN coalesce(d.type, '')
  WHEN 'number' THEN coalesce(d.number, '')
  WHEN 'title' THEN substring(coalesce(d.title, d.name, ''), 0, 80)
  WHEN 'citing' THEN substring(toString(1000000000 + COUNT { MATCH (d)<-[:CITES]-(x:Document) RETURN DISTINCT x }), 1)
  ELSE '' END + ' |' + d.id AS key
WHERE $after = '' OR CASE WHEN $sort = '' OR $sort STARTS WITH '-' THEN key < $after ELSE key > $after END
WITH d, key
ORDER BY CASE WHEN $sort = '' OR $sort STARTS WITH '-' THEN '' ELSE key END, key DESC
LIMIT $limit
RETURN key, d.id AS id, d.type AS type, d.number AS number, d.name AS name, d.title AS title,
       d.issued AS issued, d.issuer AS issuer, coalesce(d.jurisdiction, []) AS places, d.status AS status,
       COUNT { MATCH (d)<-[:CITES]-(x:Document) RETURN DISTINCT x } AS citing
ORDER BY CASE WHEN $sort = '' OR $sort STARTS WITH '-' THEN '' ELSE key END, key DESC
