{% macro customer_name_candidates(asked) -%}
    {#- Companies that a rule of `customer_match_rules` names for the customer names in `asked` (customer_key), with what
        speaks against each (`doubt`) and how well its domain suits the name (`tie_rank`, smaller is better, 9: it does
        not say the name). -#}
    select
        met.customer_key,
        met.company_domain,
        met.match_key,
        met.rule,
        met.place,
        met.confidence,
        case
            when met.label = met.match_key then {{ function('top_level_rank') }}(met.company_domain)
            when met.label like met.initials || '_%' then 3
            else 9
        end as tie_rank,
        {{ match_doubt('met') }} as doubt
    from (
        select
            key.customer_key,
            known.company_domain,
            {{ function('domain_label') }}(known.company_domain) as label,
            key.match_key,
            key.rest,
            case
                when key.customer_key ~ '^[a-z0-9&.]+( [a-z0-9&.]+){2,}$'
                    then regexp_replace(replace(' ' || key.customer_key, ' the ', ' '), ' ([a-z0-9])[^ ]*', '\1', 'g')
            end as initials,
            rule.rule,
            rule.place,
            rule.confidence,
            rule.customer_kind,
            rule.company_kind
        from {{ asked }} as asked
        inner join {{ ref('extracted__customer_match_keys') }} as key on asked.customer_key = key.customer_key
        inner join {{ ref('customer_match_rules') }} as rule
            on key.key_kind = rule.customer_kind and length(key.match_key) >= rule.least_length
        inner join {{ ref('extracted__company_match_keys') }} as known
            on key.match_key = known.match_key and rule.company_kind = known.key_kind
    ) as met
{%- endmacro %}
