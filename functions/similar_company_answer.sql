with given as (
    select
        nullif(coalesce(nullif(answer -> 'items', 'null'::jsonb), answer -> 'results'), 'null'::jsonb) as items,
        {{ function('parse_integer') }}(coalesce(
            {{ function('json_text') }}(answer -> 'http_status'), {{ function('json_text') }}(answer -> 'status_code')
        )) as status
),

-- Harmonic answers with nothing but the ids of companies.
company as (
    select
        listed.position_,
        case
            when jsonb_typeof(listed.element) = 'object' then listed.element
            when {{ function('json_text') }}(listed.element) like 'urn:%'
                then jsonb_build_object('id', {{ function('json_text') }}(listed.element))
        end as element
    from given
    cross join
        lateral jsonb_array_elements({{ function('json_array') }}(given.items))
        with ordinality as listed (element, position_)
),

usable as (
    select
        company.element,
        company.position_
    from company
    where coalesce(
        {{ function('normalize_domain') }}({{ function('json_text') }}(company.element -> 'domain')),
        {{ function('json_text') }}(company.element -> 'id'),
        {{ function('clean_line') }}({{ function('json_text') }}(company.element -> 'name'))
    ) is not null
)

select
    jsonb_build_object(
        'domain', input_domain,
        'status', given.status,
        'companies', coalesce(
            (select jsonb_agg(usable.element order by usable.position_) from usable), '[]'::jsonb
        ),
        'scores', {{ function('json_object') }}({{ function('json_object') }}(answer -> 'metadata') -> 'scores'),
        'problem', case
            when given.status not between 200 and 299 then 'provider_error'
            when given.items is null and {{ function('provider_error') }}(answer) is not null then 'provider_error'
            when
                given.items is null
                and answer <> '{}'::jsonb and not answer ?| array['message', 'metadata', 'items', 'results']
                then 'unreadable_answer'
            when
                {{ function('json_array') }}(given.items) = '[]'::jsonb
                and given.items <> '[]'::jsonb and {{ function('json_text') }}(given.items) is distinct from '[]'
                then 'unreadable_answer'
        end
    )
from given
