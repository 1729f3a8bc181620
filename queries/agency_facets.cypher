// name: agency_facets
// title: How many bodies are there of each name, level and place?
// title_vi: Có bao nhiêu cơ quan theo từng tên, cấp và địa phương?
// about: How many bodies fit every filter given (total, all of them), and of these how many have each value of name, level, collective and place (the outermost); the most frequent values first. The filters are those of agencies. All that fit are counted; without id, name, document or place every body is read.
// mode: read
// param: id string = -- ids; empty for any
// param: text string = -- words in any order, with or without tone marks; empty for all
// param: name string = -- the whole name in Vietnamese; empty for any
// param: level string of trung ương|tỉnh|huyện|xã = -- levels: trung ương, tỉnh, huyện or xã; empty for any
// param: place string = -- of this place or one within it: id or name; empty for any
// param: document string = -- this document names it: id, number or name; empty for any
// param: collective string one of true|false = -- true for open sets of bodies, false for single bodies; empty for both
// param: limit integer = 20 -- how many values of each at most
// returns: facet, value, name, count
WITH COLLECT { MATCH (:Document {id: $document})-[:NAMES]->(a:Agency) RETURN a.id } AS named
CALL {
  UNWIND split($id, '|') AS one
  MATCH (a:Agency {id: one})
  RETURN a
  UNION ALL
  UNWIND CASE WHEN $id = '' THEN [$name] ELSE [] END AS one
  MATCH (a:Agency {name: one})
  RETURN DISTINCT a
  UNION ALL
  UNWIND CASE WHEN $id + $name = '' THEN [$document] ELSE [] END AS one
  MATCH (:Document {id: one})-[:NAMES]->(a:Agency)
  RETURN DISTINCT a
  UNION ALL
  UNWIND CASE WHEN $id + $name + $document = '' THEN [$place] ELSE [] END AS one
  MATCH (:Jurisdiction {id: one})<-[:PART_OF*0..3]-(:Jurisdiction)<-[:OF]-(a:Agency)
  RETURN DISTINCT a
  UNION ALL
  UNWIND CASE WHEN $id + $name + $document + $place = '' THEN [1] ELSE [] END AS any
  MATCH (a:Agency)
  RETURN a
}
WITH a, named
WHERE all(word IN split($text, ' ') WHERE word = '' OR a.search CONTAINS ' ' + word + ' ')
  AND ($id = '' OR a.id IN split($id, '|'))
  AND ($name = '' OR a.name = $name)
  AND ($level = '' OR a.level IN split($level, '|'))
  AND ($collective = '' OR toString(a.collective) = $collective)
  AND ($document = '' OR a.id IN named)
  AND ($place = '' OR EXISTS { (a)-[:OF]->(:Jurisdiction)-[:PART_OF*0..3]->(:Jurisdiction {id: $place}) })
WITH a.name AS name, a.level AS level, toString(a.collective) AS collective, head(a.places) AS place, count(*) AS n
UNWIND [['total', 'all'], ['name', name], ['level', level], ['collective', collective], ['place', place]] AS one
WITH one[0] AS facet, one[1] AS value, n
WITH facet, value, sum(n) AS count
WHERE value <> ''
ORDER BY facet, count DESC, value
WITH facet, collect({value: value, count: count})[0..$limit] AS best
UNWIND best AS one
RETURN facet, one.value AS value, one.value AS name, one.count AS count
ORDER BY facet, count DESC, value
