// name: provision_facets
// title: How many parts of documents are cited of each document, type and year?
// title_vi: Có bao nhiêu điều khoản được viện dẫn theo từng văn bản, loại và năm?
// about: How many parts of documents fit every filter given (total, all of them), and of these how many have each value of document, type and year; the most frequent values first. The filters are those of provisions. All that fit are counted; without id, provision or document every provision is read.
// mode: read
// param: id string = -- ids; empty for any
// param: text string = -- words in any order, with or without tone marks; empty for all
// param: document string = -- of this document only: id, number or name; empty for all
// param: cited_by string = -- cited in this document: id, number or name; empty for any
// param: outer string = -- parts of this provision: its id; empty for any
// param: type string = -- types of the document, such as Kế hoạch|Quyết định; empty for any
// param: year integer = 0 -- the year that the document was issued in; 0 for any
// param: limit integer = 20 -- how many values of each at most
// returns: facet, value, name, count
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
WITH d.id AS document, d.type AS type, substring(d.issued, 0, 4) AS year, count(*) AS n
UNWIND [['total', 'all'], ['type', type], ['year', year], ['document', document]] AS one
WITH one[0] AS facet, one[1] AS value, n
WITH facet, value, sum(n) AS count
WHERE value <> ''
ORDER BY facet, count DESC, value
WITH facet, collect({value: value, count: count})[0..$limit] AS best
UNWIND best AS one
RETURN facet, one.value AS value, coalesce(head(COLLECT {
         MATCH (x:Document {id: one.value})
         WHERE facet = 'document'
         RETURN coalesce(x.number, x.name, x.title, x.id)
       }), one.value) AS name, one.count AS count
ORDER BY facet, count DESC, value
