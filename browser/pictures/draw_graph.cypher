// name: draw_graph
// title: What is here, drawn
// title_vi: Đồ thị có gì
// about: Documents that were read and what they do to others: implement, amend, cite.
// mode: read
// param: limit integer = 100 -- how many paths at most
// returns: path
MATCH path = (:Document {status: 'ingested'})-->(:Document)
RETURN path
LIMIT $limit
