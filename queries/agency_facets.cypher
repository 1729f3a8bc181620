// name: agency_facets
// title: How many bodies are there of each name, level and place?
// title_vi: Có bao nhiêu cơ quan theo từng tên, cấp và địa phương?
// about: Of the bodies that fit every filter given, how many have each value of name, level, collective and place (the outermost); the most frequent values first. The filters are those of agencies.
// mode: read
// param: id string = -- ids; empty for any
// param: text string = -- words in any order, with or without tone marks; empty for all
// param: name string = -- the whole name in Vietnamese; empty for any
// param: level string = -- levels: trung ương, tỉnh, huyện or xã; empty for any
// param: place string = -- of this place or one within it: id or name; empty for any
// param: document string = -- this document names it: id, number or name; empty for any
// param: collective string = -- true for open sets of bodies, false for single bodies; empty for both
// param: limit integer = 20 -- how many values of each at most
// returns: facet, value, name, count
CALL {
  UNWIND split($id, '|') AS one
  MATCH (a:Agency {id: one})
  RETURN a
  UNION
  MATCH (a:Agency {name: $name})
  RETURN a
  UNION
  MATCH (:Document {id: $document})-[:NAMES]->(a:Agency)
  RETURN a
  UNION
  MATCH (:Jurisdiction {id: $place})<-[:PART_OF*0..3]-(:Jurisdiction)<-[:OF]-(a:Agency)
  RETURN a
  UNION
  UNWIND CASE WHEN $id + $name + $document + $place = '' THEN [1] ELSE [] END AS any
  MATCH (a:Agency)
  RETURN a
}
WITH a
WHERE all(word IN split($text, ' ') WHERE word = '' OR a.search CONTAINS ' ' + word + ' ')
  AND ($id = '' OR a.id IN split($id, '|'))
  AND ($name = '' OR a.name = $name)
  AND ($level = '' OR a.level IN split($level, '|'))
  AND ($collective = '' OR toString(a.collective) = $collective)
  AND ($document = '' OR EXISTS { (a)<-[:NAMES]-(:Document {id: $document}) })
  AND ($place = '' OR EXISTS { (a)-[:OF]->(:Jurisdiction)-[:PART_OF*0..3]->(:Jurisdiction {id: $place}) })
UNWIND [['name', a.name], ['level', a.level], ['collective', toString(a.collective)], ['place', head(a.places)]] AS one
WITH one[0] AS facet, one[1] AS value, count(*) AS count
WHERE value <> ''
ORDER BY facet, count DESC, value
WITH facet, collect({value: value, count: count})[0..$limit] AS best
UNWIND best AS one
RETURN facet, one.value AS value, one.value AS name, one.count AS count
ORDER BY facet, count DESC, value
