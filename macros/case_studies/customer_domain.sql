{% macro customer_domain(sent, publisher) -%}
    {#- Domain of the customer in a case study, after join_domain_rules(sent): the publisher's own site, or a part of
        it, is never the customer's. -#}
    case
        when junk.domain is null
            and ('.' || {{ sent }}) not like ('%.' || {{ publisher }})
            and ('.' || coalesce(domain_alias.domain, {{ sent }})) not like ('%.' || {{ publisher }})
            then coalesce(domain_alias.domain, {{ sent }})
    end
{%- endmacro %}
