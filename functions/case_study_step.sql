-- A step is evidence for one customer only when a part of its path is that customer's name.
select evidence.url
from (
    select
        step.position,
        {{ function('normalize_url') }}(regexp_replace(step.value, '^\s*visited\s+', '', 'i')) as url
    from jsonb_array_elements_text(
        case jsonb_typeof(steps)
            when 'array' then steps
            when 'string' then jsonb_build_array(steps)
            else '[]'::jsonb
        end
    ) with ordinality as step (value, position)
) as evidence
where
    length(customer) >= 3
    and string_to_array(lower(split_part(evidence.url, '?', 1)), '/')
    @> array[btrim(regexp_replace(lower(customer), '[^[:alnum:]]+', '-', 'g'), '-')]
order by evidence.position
limit 1
