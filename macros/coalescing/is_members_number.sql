{% macro is_members_number(identifiers, own) -%}
    {#- Predicate: all who bear this identifier of a person (row `own`) have the same name. One number was seen with
        different people, so the number alone proves nothing. -#}
    {{ own }}.name_key is not null
    and not exists (
        select 1 from {{ identifiers }} as bearer
        where bearer.identifier = {{ own }}.identifier and bearer.name_key is distinct from {{ own }}.name_key
    )
{%- endmacro %}
