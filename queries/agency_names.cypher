// name: agency_names
// title: What names do the bodies have?
// title_vi: Các cơ quan có những tên nào?
// about: Every name of a body with its English name, which may differ by level, and the number of bodies so called.
// mode: read
// returns: name, name_en, bodies
MATCH (a:Agency)
RETURN a.name AS name, a.name_en AS name_en, count(a) AS bodies
ORDER BY name, name_en
