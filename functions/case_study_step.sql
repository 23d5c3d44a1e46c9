-- A step is evidence for one customer only when a part of its path is that customer's name, or begins with it where
-- the name is long enough to be no common word.
select evidence.url
from (
    select
        step.position,
        {{ function('normalize_url') }}(regexp_replace(step.value, '^\s*visited\s+', '', 'i')) as url
    from jsonb_array_elements_text(
        case
            when jsonb_typeof(steps) = 'string' and {{ function('json_array') }}(steps) = '[]'::jsonb
                then jsonb_build_array(steps)
            else coalesce({{ function('json_array') }}(steps), '[]'::jsonb)
        end
    ) with ordinality as step (value, position)
) as evidence
cross join
    lateral (
        -- Behind 'https:', nothing and the host.
        select (string_to_array(lower(split_part(evidence.url, '?', 1)), '/'))[4:] as parts
    ) as path
cross join
    lateral (
        select btrim(regexp_replace(lower(customer), '[^[:alnum:]]+', '-', 'g'), '-') as name
    ) as slug
where
    length(customer) >= 3 and slug.name <> ''
    and (
        slug.name = any(path.parts)
        or length(slug.name) >= 6 and exists (
            select 1 from unnest(path.parts) as part (name)
            where starts_with(part.name, slug.name || '-') or starts_with(part.name, slug.name || '.')
        )
    )
order by slug.name = any(path.parts) desc, evidence.position
limit 1
