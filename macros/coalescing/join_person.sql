{% macro join_person(url) -%}
    {#- Joins what is known of an address of a person (`identity`), so that person_of(url) can say whose it is. -#}
    left join {{ ref('reference__person_identities') }} as identity on {{ url }} = identity.linkedin_url
{%- endmacro %}
