-- A step is evidence for one customer only when a part of its path is that customer's name, or has it in whole words
-- where the name is long enough to be no common word.
select evidence.url
from (
    select
        step.position,
        -- 'Opened https://v.example/c/acme to read it', 'Visited: v.example/c/acme'.
        {{ function('normalize_url') }}(rtrim(
            coalesce(
                substring(said.words from '(?i)https?://[^\s<>"]+'),
                substring(said.words from '(?i)(?:^|[\s:(])((?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>"]*)')
            ),
            '.,;:!)]'''
        )) as url
    from
        jsonb_array_elements(
            case
                when jsonb_typeof(steps) = 'string' and {{ function('json_entries') }}(steps) = '[]'::jsonb
                    then jsonb_build_array(steps)
                else coalesce({{ function('json_entries') }}(steps), '[]'::jsonb)
            end
        ) with ordinality as step (element, position)
    cross join
        lateral (
            select
                {{ function('json_text') }}(coalesce(
                    {{ function('json_at') }}(step.element, array['url', 'link', 'step', 'action']), step.element
                )) as words
            limit 1
        ) as said
) as evidence
cross join
    lateral (
        -- Behind 'https:', nothing and the host.
        select (string_to_array(translate(lower(split_part(evidence.url, '?', 1)), '_.', '--'), '/'))[4:] as parts
    ) as path
cross join
    (
        -- As written, then folded as addresses fold it ('Trudy’s', 'Größe', '&'), with and without its legal form.
        select
            array[
                btrim(regexp_replace(lower(customer), '[^[:alnum:]]+', '-', 'g'), '-'),
                {{ function('slug_of_text') }}(folded.name),
                {{ function('slug_of_text') }}({{ function('without_legal_form') }}(folded.name))
            ] as names
        from (
            select replace(translate(customer, '''' || {{ apostrophes() }}, ''), '&', ' and ') as name
            limit 1
        ) as folded
        limit 1
    ) as slug
cross join
    lateral (
        select
            path.parts && array_remove(array_remove(slug.names, ''), null) as is_whole,
            exists (
                select 1
                from unnest(path.parts) as part (name), unnest(slug.names) as known (name)
                where length(known.name) >= 6 and position('-' || known.name || '-' in '-' || part.name || '-') > 0
            ) as is_within
    ) as match
where length(customer) >= 3 and (match.is_whole or match.is_within)
order by match.is_whole desc, evidence.position
limit 1
