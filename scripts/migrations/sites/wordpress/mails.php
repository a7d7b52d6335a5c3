<?php
function wp_mail($to, $subject, $message) { file_put_contents('/site/mails.jsonl', json_encode(['to' => $to, 'subject' => $subject, 'body' => $message]) . "\n", FILE_APPEND); return true; }
