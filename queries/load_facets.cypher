// name: load_facets
// title: How many loads changed the graph, and how?
// title_vi: Có bao nhiêu lần nạp đã thay đổi đồ thị, theo kết quả?
// about: How many loads and removals fit every filter given (total, all of them), and how many of them have each outcome; the most frequent first. The filters are those of loads and document_loads. All that fit are read once, to be counted.
// mode: read
// param: document string = -- of this document only: id, number or name; empty for all
// param: since integer = 0 -- only after the load of this number; 0 for all
// param: outcome string of added|replaced|removed = -- outcomes: added, replaced or removed, several with | between them; empty for any
// param: limit integer = 20 -- how many values of each at most
// returns: facet, value, name, count
MATCH (l:Load)
WHERE l.id > $since AND ($document = '' OR l.document = $document) AND ($outcome = '' OR l.outcome IN split($outcome, '|'))
WITH l.outcome AS outcome, count(*) AS n
UNWIND [['total', 'all'], ['outcome', outcome]] AS one
WITH one[0] AS facet, one[1] AS value, sum(n) AS count
ORDER BY facet, count DESC, value
WITH facet, collect({value: value, count: count})[0..$limit] AS best
UNWIND best AS one
RETURN facet, one.value AS value, one.value AS name, one.count AS count
ORDER BY facet, count DESC, value
