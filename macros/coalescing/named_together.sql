{% macro named_together(urls, number) -%}
    {#- Joins to a record what its body names together (`pair`: linkedin_url, identifier). `urls`: the address it was
        asked for, the one that the provider gives, the one of a hashed id beside; `number`: LinkedIn's of the member.
        Each hashed id goes with the address, or with the first of several ids; the number with the address that the
        provider gives. Two public addresses in one body say nothing of each other: rows get mixed up. -#}
    cross join lateral (
        select
            coalesce(array_agg(distinct sent.url) filter (where sent.type = 'real'), '{}') as addresses,
            coalesce(array_agg(distinct sent.url) filter (where sent.type = 'salesnav'), '{}') as ids
        from (
            select listed.url, {{ function('linkedin_url_type') }}(listed.url) as type
            from (values (({{ urls | join(')::text), ((') }})::text)) as listed (url)
        ) as sent
    ) as body
    cross join lateral (
        select named.linkedin_url, member.id as identifier
        from unnest(body.ids) as member (id)
        cross join lateral (values (coalesce(body.addresses[1], body.ids[1])), (member.id)) as named (linkedin_url)
        where cardinality(body.addresses) < 2 and cardinality(body.addresses) + cardinality(body.ids) > 1
        union
        select coalesce({{ urls[1] }}, {{ urls[0] }}), 'urn:li:member:' || {{ number }}
        where {{ number }} > 0
    ) as pair
{%- endmacro %}
