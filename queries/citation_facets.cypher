// name: citation_facets
// title: How many mentions are there of each type, year, document and status?
// title_vi: Có bao nhiêu viện dẫn theo từng loại, năm, văn bản và trạng thái?
// about: Of the mentions that fit every filter given, how many have each value of status, document (where they stand), and of type, year, cites (its id) and issuer of the cited document; the most frequent values first. The filters are those of citations.
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
// param: status string = -- resolved (one document), ambiguous (several) or unknown (none that is known); empty for any
// param: limit integer = 20 -- how many values of each at most
// returns: facet, value, name, count
CALL {
  UNWIND split($id, '|') AS one
  MATCH (c:Citation {id: one})
  RETURN c
  UNION
  MATCH (:Document {id: $document})<-[:IN]-(c:Citation)
  RETURN c
  UNION
  MATCH (:Document {id: $cites})<-[:REFERS_TO]-(c:Citation)
  RETURN c
  UNION
  MATCH (:Provision {id: $provision})<-[:PART_OF*0..9]-(:Provision)<-[:REFERS_TO]-(c:Citation)
  RETURN c
  UNION
  MATCH (:Agency {id: $issuer})-[:ISSUED]->(:Document)<-[:REFERS_TO]-(c:Citation)
  RETURN c
  UNION
  MATCH (:Agency {name: $issuer})-[:ISSUED]->(:Document)<-[:REFERS_TO]-(c:Citation)
  RETURN c
  UNION
  MATCH (:Jurisdiction {id: $place})<-[:PART_OF*0..3]-(:Jurisdiction)<-[:APPLIES_IN]-(:Document)<-[:IN]-(c:Citation)
  RETURN c
  UNION
  UNWIND CASE WHEN $id + $document + $cites + $provision + $issuer + $place = '' THEN [1] ELSE [] END AS any
  MATCH (c:Citation)
  RETURN c
}
MATCH (c)-[:IN]->(d:Document)
OPTIONAL MATCH (c)-[:REFERS_TO]->(e:Document)
WITH c, d, e
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
UNWIND [['type', coalesce(e.type, c.type)], ['status', c.status], ['year', substring(e.issued, 0, 4)], ['cites', e.id], ['document', d.id]]
       + [body IN coalesce(e.issuers, []) | ['issuer', body]] AS one
WITH one[0] AS facet, one[1] AS value, count(*) AS count
WHERE value <> ''
ORDER BY facet, count DESC, value
WITH facet, collect({value: value, count: count})[0..$limit] AS best
UNWIND best AS one
RETURN facet, one.value AS value, coalesce(head(COLLECT {
         MATCH (a:Agency {id: one.value})
         WHERE facet = 'issuer'
         RETURN a.name + coalesce(' ' + last(a.places), '')
       }), head(COLLECT {
         MATCH (x:Document {id: one.value})
         WHERE facet IN ['cites', 'document']
         RETURN coalesce(x.number, x.name, x.title, x.id)
       }), one.value) AS name, one.count AS count
ORDER BY facet, count DESC, value
