// name: find_agencies
// title: Which bodies have this name, or these words?
// title_vi: Cơ quan nào có tên này, hoặc có những từ này?
// about: Bodies of exactly this name, and whose name (also in English) or place hold every word; total is the number of all.
// mode: read
// param: text string = -- words in any order, with or without tone marks; empty for all
// param: name string = -- the whole name in Vietnamese; empty for any
// param: limit integer = 50 -- how many rows at most
// param: offset integer = 0 -- how many rows to leave out first
// returns: total, id, name, name_en, level, jurisdiction, places, collective
WITH [word IN split($text, ' ') WHERE word <> ''] AS words
CALL {
  MATCH (a:Agency {name: $name})
  RETURN a
  UNION ALL
  UNWIND CASE WHEN $name = '' THEN [1] ELSE [] END AS any
  MATCH (a:Agency)
  RETURN a
}
WITH words, a
WHERE all(word IN words WHERE a.search CONTAINS ' ' + word + ' ')
WITH a ORDER BY a.name, a.id
WITH collect(a) AS found
UNWIND found[$offset..$offset + $limit] AS a
RETURN size(found) AS total, a.id AS id, a.name AS name, a.name_en AS name_en, a.level AS level,
       a.jurisdiction AS jurisdiction, a.places AS places, a.collective AS collective
