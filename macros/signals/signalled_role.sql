{% macro signalled_role() -%}
    {#- The job that a signal is about, out of the profile (`profile`) or the answer (`doc`): the latest one. Where the
        caller wrote out what it is about (`is_written_out`), the latest may be another, or none is marked as the latest:
        then the one that fits best to `wanted_url`, `wanted_domain`, `wanted_title` and `wanted_start`, or none. The
        event names the page of the company, flat lists line up with nothing: so the page counts for more. -#}
    (
        select role.job
        from (
            select
                listed.position,
                {{ function('json_object') }}(listed.element) as job
            from (
                select
                    nullif(coalesce(
                        {{ function('json_object') }}(profile -> 'latest_experience'),
                        {{ function('json_object') }}(doc -> 'current_position')
                    ), '{}'::jsonb) as latest
            ) as told
            cross join lateral jsonb_array_elements(
                jsonb_build_array(told.latest) || coalesce({{ function('json_entries') }}(profile -> 'experience'), '[]'::jsonb)
            ) with ordinality as listed (element, position)
            where is_written_out or told.latest is null or listed.position = 1
        ) as role
        cross join lateral (
            select
                {%- for wanted, parse, key, weight in [
                    ('wanted_url', 'normalize_company_linkedin_url', 'url', 2),
                    ('wanted_domain', 'normalize_domain', 'company_domain', 1),
                    ('wanted_title', 'customer_key', 'title', 1),
                    ('wanted_start', 'parse_partial_date', 'start_date', 1),
                ] %}
                {%- set said = function('stated_date') ~ "(role.job -> '" ~ key ~ "')" if parse == 'parse_partial_date'
                    else text_of('role.job', key) %}
                coalesce(({{ function(parse) }}({{ said }}) = {{ wanted }})::integer, 0) * {{ weight }}
                {{- ' +' if not loop.last }}
                {%- endfor %}
                    as matches
        ) as fit
        where role.job is not null and (fit.matches > 0 or role.position = 1 and not is_written_out)
        order by fit.matches desc, role.position
        limit 1
    )
{%- endmacro %}
