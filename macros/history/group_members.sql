{% macro group_members(members, level, anchors) -%}
    {#- Members of one level with the event (`group_id`) that they tell of: one that is told already (`anchors`) when
        person, kind and company are the same and not more than 31 days lie between; of several the one of the same
        title, then the nearest. What is told by none of these becomes an event with others of its kind that are as
        close. Members that may not stand alone are left out then. -#}
    {%- set same = 'linkedin_url, client_domain, event_kind, company_key, joins_id' -%}
    select
        linkedin_url,
        member_id,
        coalesce(
            joins_id, first_value(member_id) over (partition by {{ same }}, island order by member_id)
        ) as group_id
    from (
        select
            reached.*,
            count(*) filter (where is_apart) over (partition by {{ same }} order by from_on, latest_on, member_id)
                as island
        from (
            select
                met.*,
                (from_on <= 31 + max(latest_on) over (
                    partition by {{ same }} order by from_on, latest_on, member_id
                    rows between unbounded preceding and 1 preceding
                )) is not true as is_apart
            from (
                select distinct on (member.linkedin_url, member.member_id)
                    member.*,
                    anchor.group_id as joins_id
                from {{ members }} as member
                left join {{ anchors }} as anchor
                    on member.linkedin_url = anchor.linkedin_url and member.event_kind = anchor.event_kind
                    and (member.company_key = anchor.company_key or member.company_key is null)
                    and anchor.from_on <= member.latest_on + 31 and member.from_on <= anchor.latest_on + 31
                where member.level = {{ level }}
                order by
                    member.linkedin_url, member.member_id, (member.title_key = anchor.title_key) is true desc,
                    greatest(0, anchor.from_on - member.latest_on, member.from_on - anchor.latest_on),
                    abs(anchor.occurred_on - member.occurred_on), anchor.group_id
            ) as met
            where joins_id is not null or may_stand
        ) as reached
    ) as listed
{%- endmacro %}
