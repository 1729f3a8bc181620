// name: changes_since
// title: What has changed since a load?
// title_vi: Điều gì đã thay đổi kể từ một lần nạp?
// about: The difference between the graph after that load and the graph now: texts that were added, changed or removed; documents, bodies, places and provisions that texts name since, or name no more; and mentions in other texts that mean another document since, which is then in before and after. load is the last that did it. total counts all there is, and key is what the next page comes after. All the loads since are read, as a difference is between the first and the last. Several kinds stand with | between them.
// mode: read
// param: since integer = 0 -- only after the load of this number; 0 for all
// param: kind string of Text|Document|Agency|Jurisdiction|Provision|Mention = -- kinds: Text, Document, Agency, Jurisdiction, Provision or Mention; empty for any
// param: after string = -- the key of the last row of the page before; empty for the first page
// param: limit integer = 50 -- how many rows at most
// returns: total, key, kind, id, change, cites, before, after, status, load, at
CALL {
  MATCH (counted:Lock {id: 'loader'})
  UNWIND range($since + 1, counted.loads) AS number
  MATCH (l:Load {id: number})
  WITH l ORDER BY l.id
  WITH l.document AS id, head(collect(l)) AS first, last(collect(l)) AS last
  WHERE first.outcome <> 'added' OR last.outcome <> 'removed'
  RETURN 'Text' AS kind, id, CASE WHEN last.outcome = 'removed' THEN 'removed' WHEN first.outcome = 'added' THEN 'added' ELSE 'changed' END AS change,
         null AS cites, null AS before, null AS after, null AS status, last AS l
  UNION ALL
  MATCH (counted:Lock {id: 'loader'})
  UNWIND range($since + 1, counted.loads) AS number
  MATCH (l:Load {id: number})
  UNWIND [one IN l.created | [one, 'added']] + [one IN l.deleted | [one, 'removed']] AS event
  WITH event[0] AS thing, event[1] AS change, l ORDER BY l.id
  WITH thing, head(collect(change)) AS first, last(collect(change)) AS change, last(collect(l)) AS l
  WHERE first = change
  RETURN split(thing, ' ')[0] AS kind, split(thing, ' ')[1] AS id, change, null AS cites, null AS before, null AS after, null AS status, l
  UNION ALL
  MATCH (counted:Lock {id: 'loader'})
  UNWIND range($since + 1, counted.loads) AS number
  MATCH (l:Load {id: number})
  UNWIND l.settled AS one
  WITH split(one, ' ') AS said, l ORDER BY l.id
  WITH said[0] AS id, said[1] AS cites, head(collect(said)) AS first, last(collect(said)) AS said, last(collect(l)) AS l
  WHERE first[2] <> said[3]
  RETURN 'Mention' AS kind, id, 'settled' AS change, cites, first[2] AS before, said[3] AS after, said[4] AS status, l
}
WITH kind, id, change, cites, before, after, status, l
WHERE $kind = '' OR kind IN split($kind, '|')
WITH kind + ' ' + id + ' ' + coalesce(cites, '') + ' |' + change + ' |' + coalesce(before, '') + ' |' + coalesce(after, '') + ' |' + coalesce(status, '') + ' |' + toString(l.id) AS key
ORDER BY key
WITH collect(key) AS keys
WITH size(keys) AS total, [one IN keys WHERE $after = '' OR one > $after][0..$limit] AS page
UNWIND page AS key
WITH total, key, split(key, ' |') AS said
MATCH (l:Load {id: toInteger(said[5])})
WITH total, key, said, split(said[0], ' ') AS what, l
RETURN total, key, what[0] AS kind, what[1] AS id, said[1] AS change, CASE WHEN what[2] <> '' THEN what[2] END AS cites,
       CASE WHEN said[2] <> '' THEN said[2] END AS before, CASE WHEN said[3] <> '' THEN said[3] END AS after,
       CASE WHEN said[4] <> '' THEN said[4] END AS status, l.id AS load, l.at AS at
ORDER BY key
