// name: draw_implementing
// title: What implements a document, drawn
// title_vi: Những văn bản triển khai văn bản này
// about: The document in the middle, and every chain of documents that implements it.
// mode: read
// param: document string = 121/2020/QH14 -- the id of the document
// param: limit integer = 100 -- how many paths at most
// returns: path
MATCH path = (:Document)-[:IMPLEMENTS*1..6 {first: true}]->(:Document {id: $document})
RETURN path
LIMIT $limit
