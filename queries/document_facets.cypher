// name: document_facets
// title: How many documents are there of each type, year, place, body and level?
// title_vi: Có bao nhiêu văn bản theo từng loại, năm, địa phương, cơ quan và cấp?
// about: How many documents fit every filter given (total, all of them), and of these how many have each value of type, status, year, place (the outermost), issuer and level (of the issuer); the most frequent values first. The filters are those of documents.
// cost: All that fit are counted; without id, issuer, place, cites or implements every document is read, as its words may be any.
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
// param: limit integer = 20 -- how many values of each at most
// returns: facet, value, name, count
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
WITH d.type AS type, d.status AS status, substring(d.issued, 0, 4) AS year, head(d.jurisdiction) AS place,
     coalesce(d.issuers, []) AS issuers, count(*) AS n
UNWIND [['total', 'all'], ['type', type], ['status', status], ['year', year], ['place', place]]
       + [body IN issuers | ['issuer', body]]
       + COLLECT { UNWIND issuers AS body MATCH (a:Agency {id: body}) RETURN DISTINCT ['level', a.level] } AS one
WITH one[0] AS facet, one[1] AS value, n
WITH facet, value, sum(n) AS count
WHERE value <> ''
ORDER BY facet, count DESC, value
WITH facet, collect({value: value, count: count})[0..$limit] AS best
UNWIND best AS one
RETURN facet, one.value AS value, coalesce(head(COLLECT {
         MATCH (a:Agency {id: one.value})
         WHERE facet = 'issuer'
         RETURN a.name + coalesce(' ' + last(a.places), '')
       }), one.value) AS name, one.count AS count
ORDER BY facet, count DESC, value
