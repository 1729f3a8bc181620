// name: jurisdiction_facets
// title: How many places are there of each level and in each province?
// title_vi: Có bao nhiêu địa phương theo từng cấp và trong mỗi tỉnh?
// about: How many places fit every filter given (total, all of them), and of these how many have each value of level and of place (the outermost); the most frequent values first. The filters are those of jurisdictions. All that fit are read once, to be counted.
// mode: read
// param: id string = -- ids; empty for any
// param: text string = -- words in any order, with or without tone marks; empty for all
// param: level string of trung ương|tỉnh|huyện|xã = -- levels: trung ương, tỉnh, huyện or xã; empty for any
// param: place string = -- of this place or one within it: id or name; empty for any
// param: limit integer = 20 -- how many values of each at most
// returns: facet, value, name, count
CALL {
  UNWIND split($id, '|') AS one
  MATCH (j:Jurisdiction {id: one})
  RETURN j
  UNION ALL
  UNWIND CASE WHEN $id = '' THEN [$place] ELSE [] END AS one
  MATCH (:Jurisdiction {id: one})<-[:PART_OF*0..3]-(j:Jurisdiction)
  RETURN DISTINCT j
  UNION ALL
  UNWIND CASE WHEN $id + $place = '' THEN [1] ELSE [] END AS any
  MATCH (j:Jurisdiction)
  RETURN j
}
WITH j
WHERE all(word IN split($text, ' ') WHERE word = '' OR j.search CONTAINS ' ' + word + ' ')
  AND ($id = '' OR j.id IN split($id, '|'))
  AND ($level = '' OR j.level IN split($level, '|'))
  AND ($place = '' OR EXISTS { (j)-[:PART_OF*0..3]->(:Jurisdiction {id: $place}) })
WITH j.level AS level, head(j.places) AS place, count(*) AS n
UNWIND [['total', 'all'], ['level', level], ['place', place]] AS one
WITH one[0] AS facet, one[1] AS value, n
WITH facet, value, sum(n) AS count
WHERE value <> ''
ORDER BY facet, count DESC, value
WITH facet, collect({value: value, count: count})[0..$limit] AS best
UNWIND best AS one
RETURN facet, one.value AS value, one.value AS name, one.count AS count
ORDER BY facet, count DESC, value
