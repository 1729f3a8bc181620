// name: citation_facets
// title: How many mentions are there of each type, year, document and status?
// title_vi: Có bao nhiêu viện dẫn theo từng loại, năm, văn bản và trạng thái?
// about: How many mentions fit every filter given (total, all of them), and of these how many have each value of status, document (where they stand), and of type, year, cites (its id) and issuer of the cited document; the most frequent values first. The filters are those of citations.
// cost: All that fit are counted; without id, document, cites, provision, issuer or place every mention is read.
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
// param: limit integer = 20 -- how many values of each at most
// returns: facet, value, name, count
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
WITH coalesce(e.type, c.type) AS type, c.status AS status, substring(e.issued, 0, 4) AS year, e.id AS cites, d.id AS document,
     coalesce(e.issuers, []) AS issuers, count(*) AS n
UNWIND [['total', 'all'], ['type', type], ['status', status], ['year', year], ['cites', cites], ['document', document]]
       + [body IN issuers | ['issuer', body]] AS one
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
       }), head(COLLECT {
         MATCH (x:Document {id: one.value})
         WHERE facet IN ['cites', 'document']
         RETURN coalesce(x.number, x.name, x.title, x.id)
       }), one.value) AS name, one.count AS count
ORDER BY facet, count DESC, value
