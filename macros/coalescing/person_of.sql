{% macro person_of(url) -%}
    {#- The canonical address of the person who bears an address, after join_person(url): itself, unless evidence has
        made it an alias. -#}
    coalesce(identity.person_linkedin_url, {{ url }})
{%- endmacro %}
