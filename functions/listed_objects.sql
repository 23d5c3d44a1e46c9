select coalesce(jsonb_agg(listed.element order by given.position_, listed.position_), '[]'::jsonb)
from unnest(names) with ordinality as given (name, position_)
cross join
    lateral jsonb_array_elements({{ function('json_array') }}(body -> given.name))
    with ordinality as listed (element, position_)
where jsonb_typeof(listed.element) = 'object'
