{% macro signalled_person_problem(client_envelope) -%}
    {#- Why a signal about a person goes no further. Its key is enough: what else came with it may be unreadable. What
        was seen for one client must name that client, or it would be shown to every other one. -#}
    case
        when person_linkedin_url is null
            then coalesce(problem, {{ key_problem('person_linkedin_url', 'sent_person_url', 'person_linkedin_url') }})
        when sent_client is not null or body ? '{{ client_envelope }}'
            then {{ key_problem('client_domain', 'sent_client', 'client_domain') }}
    end
{%- endmacro %}
