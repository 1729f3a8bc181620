// name: agency_names
// title: What names do the bodies have?
// title_vi: Các cơ quan có những tên nào?
// about: Every name of a body once, with its English name and the number of bodies that have it.
// mode: read
// returns: name, name_en, bodies
MATCH (a:Agency)
RETURN a.name AS name, max(a.name_en) AS name_en, count(a) AS bodies
ORDER BY name
