with said as (
    select
        {{ function('json_array') }}(value -> 'errors') -> 0 as first_error,
        coalesce({{ function('json_object') }}(value -> 'error'), '{}'::jsonb) as error_object,
        {{ function('json_text') }}(value -> 'error') as error_text,
        {{ function('json_text') }}(value -> 'message') as message,
        {{ function('parse_boolean') }}({{ function('json_text') }}(value -> 'success')) as success
)

select
    coalesce(
        -- A list of errors, a text, an object, or a flag beside the message.
        case
            when first_error is not null then coalesce(
                {{ function('json_text') }}(first_error),
                nullif(
                    concat_ws(
                        ': ',
                        {{ function('json_text') }}(first_error -> 'code'),
                        coalesce(
                            {{ function('json_text') }}(first_error -> 'detail'),
                            {{ function('json_text') }}(first_error -> 'message'),
                            {{ function('json_text') }}(first_error -> 'title')
                        )
                    ),
                    ''
                ),
                message,
                'unnamed error'
            )
        end,
        {{ function('json_text') }}(error_object -> 'message'),
        {{ function('json_text') }}(error_object -> 'code'),
        case
            when {{ function('parse_boolean') }}(error_text) is true then coalesce(message, 'unnamed error')
            when {{ function('parse_boolean') }}(error_text) is null then error_text
        end,
        {{ function('json_text') }}(value -> 'error_message'),
        {{ function('json_text') }}(value -> 'error_code'),
        case when success is false then coalesce(message, 'unnamed error') end
    )
from said
